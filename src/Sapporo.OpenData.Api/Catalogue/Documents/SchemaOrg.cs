using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>A dataset as schema.org describes it, for the HTML page and the search engines that read it.</summary>
public static class SchemaOrg
{
    private const int ShortestDescription = 50;
    private const int LongestDescription = 5000;

    // Escapes what could end a script element; Japanese stays readable.
    private static readonly JsonSerializerOptions InScript = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The JSON-LD, safe inside a script element.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="request">Catalogue, release, addresses and language.</param>
    public static string Build(CatalogueDataset dataset, DocumentRequest request)
    {
        var (row, address, english) = (dataset.Row, request.Address, request.English);
        var described = new JsonObject
        {
            ["@context"] = "https://schema.org/",
            ["@type"] = "Dataset",
            ["@id"] = address.Iri(dataset),
            ["name"] = DocumentText.Title(dataset, english),
            ["alternateName"] = DocumentText.Title(dataset, !english),
            ["description"] = Describe(dataset, english),
            ["url"] = address.Page(dataset),
            ["identifier"] = row.Uuid,
            ["keywords"] = Texts(row.Tags),
            ["isAccessibleForFree"] = true,
            ["creator"] = Agent(dataset.Organization, request),
            ["publisher"] = Agent(request.Catalogue.Publisher, request),
            ["version"] = dataset.Version.ToString(CultureInfo.InvariantCulture),
            ["datePublished"] = DocumentText.Time(dataset.Issued),
            ["dateModified"] = DocumentText.Time(dataset.Modified),
            ["inLanguage"] = Texts(row.Languages),
            ["spatialCoverage"] = new JsonObject { ["@type"] = "Place", ["@id"] = address.Area(dataset.Area.Id), ["name"] = english ? dataset.Area.NameEn : dataset.Area.NameJa },
            ["includedInDataCatalog"] = Catalog(request),
            ["isBasedOn"] = new JsonArray([.. dataset.Sources.Select(source => new JsonObject { ["@type"] = "CreativeWork", ["@id"] = address.Iri(source), ["name"] = english ? source.TitleEn : source.TitleJa })]),
            ["variableMeasured"] = Variables(dataset, english),
            ["distribution"] = new JsonArray([.. dataset.Resources.Select(resource => Download(resource, request))]),
        };
        if (DocumentText.Period(row) is { } period)
        {
            described["temporalCoverage"] = period;
        }

        if (DocumentText.IsLicensed(dataset))
        {
            described["license"] = address.Iri(dataset.Licence);
        }

        return described.ToJsonString(InScript);
    }

    // Search engines refuse descriptions of fewer than 50 or more than 5000 characters.
    private static string Describe(CatalogueDataset dataset, bool english)
    {
        var text = DocumentText.Notes(dataset, english);
        foreach (var fact in Facts(dataset, english))
        {
            if (text.Length >= ShortestDescription)
            {
                break;
            }

            text = english ? $"{text} {fact}" : text + fact;
        }

        if (text.Length <= LongestDescription)
        {
            return text;
        }

        var end = LongestDescription - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    private static IEnumerable<string> Facts(CatalogueDataset dataset, bool english)
    {
        var files = dataset.Files.Select(file => english ? file.Row.TitleEn : file.Row.TitleJa);
        var sources = dataset.Sources.Select(source => english ? source.TitleEn : source.TitleJa);
        var rows = dataset.Files.Sum(file => file.Csv.Content.Rows);
        yield return english
            ? string.Create(CultureInfo.InvariantCulture, $"Data files, as CSV and JSON: {string.Join(", ", files)} ({rows} rows).")
            : string.Create(CultureInfo.InvariantCulture, $"データファイル（CSV・JSON）は、{string.Join("、", files)}（全{rows}行）。");
        yield return english ? $"Published by {dataset.Organization.TitleEn}, about {dataset.Area.NameEn}." : $"{dataset.Organization.TitleJa}が公開する、{dataset.Area.NameJa}についてのデータセット。";
        yield return english ? $"Sources: {string.Join(", ", sources)}." : $"出典は、{string.Join("、", sources)}。";
        yield return DocumentText.Rights(dataset, english);
    }

    // A column that several files share is named once.
    private static JsonArray Variables(CatalogueDataset dataset, bool english) =>
        new([.. dataset.Files.SelectMany(file => file.Columns).DistinctBy(column => column.Header, StringComparer.Ordinal).Select(column =>
        {
            var variable = new JsonObject { ["@type"] = "PropertyValue", ["name"] = english ? column.TitleEn : column.Header };
            if (column.Unit is { } unit)
            {
                variable["unitText"] = unit;
            }

            return variable;
        })]);

    private static JsonObject Download(DataResource resource, DocumentRequest request) => new()
    {
        ["@type"] = "DataDownload",
        ["@id"] = request.Address.Iri(resource),
        ["name"] = DocumentText.Title(resource, request.English),
        ["contentUrl"] = request.Address.Download(resource, request.Pinned),
        ["encodingFormat"] = resource.MediaType,
        ["contentSize"] = string.Create(CultureInfo.InvariantCulture, $"{resource.Content.Content.Size} B"),
        ["sha256"] = resource.Content.Sha256,
        ["dateModified"] = DocumentText.Time(resource.Modified),
    };

    private static JsonObject Catalog(DocumentRequest request) => new()
    {
        ["@type"] = "DataCatalog",
        ["@id"] = request.Address.Catalogue,
        ["name"] = request.English ? request.Catalogue.Description.TitleEn : request.Catalogue.Description.TitleJa,
        ["url"] = request.Address.Home,
    };

    private static JsonObject Agent(Organization organization, DocumentRequest request) => new()
    {
        ["@type"] = "Organization",
        ["@id"] = request.Address.Page(organization),
        ["name"] = request.English ? organization.TitleEn : organization.TitleJa,
        ["url"] = request.Address.Page(organization),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
