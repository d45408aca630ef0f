using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>/data.json: the whole catalogue in the object form of DCAT-US 1.1, which harvesters of data.json read too. It has no pages.</summary>
public static class DataJson
{
    private const string Schema = "https://project-open-data.cio.gov/v1.1/schema";

    /// <summary>The document. keyword, language and distribution are always lists; what is unknown is left out.</summary>
    public static JsonObject Build(DocumentRequest request) => new()
    {
        ["@context"] = Schema + "/catalog.jsonld",
        ["@id"] = request.Address.DataJson,
        ["@type"] = "dcat:Catalog",
        ["conformsTo"] = Schema,
        ["describedBy"] = Schema + "/catalog.json",
        ["dataset"] = new JsonArray([.. request.Catalogue.Datasets.Select(dataset => Dataset(dataset, request))]),
    };

    private static JsonObject Dataset(CatalogueDataset dataset, DocumentRequest request)
    {
        var (row, english) = (dataset.Row, request.English);
        var described = new JsonObject
        {
            ["@type"] = "dcat:Dataset",
            ["identifier"] = row.Uuid,
            ["accessLevel"] = "public",
            ["title"] = DocumentText.Title(dataset, english),
            ["description"] = DocumentText.Notes(dataset, english),
            ["landingPage"] = request.Address.Page(dataset),
            ["keyword"] = List(row.Tags),
            ["language"] = List(row.Languages),
            ["issued"] = DocumentText.Time(dataset.Issued),
            ["modified"] = DocumentText.Time(dataset.Modified),
            ["spatial"] = english ? dataset.Area.NameEn : dataset.Area.NameJa,
            ["publisher"] = new JsonObject { ["@type"] = "org:Organization", ["name"] = english ? dataset.Organization.TitleEn : dataset.Organization.TitleJa },
            ["contactPoint"] = Contact(dataset.Organization),
            ["rights"] = DocumentText.Rights(dataset, english),
            ["distribution"] = new JsonArray([.. dataset.Resources.Select(resource => Distribution(resource, request))]),
        };
        AddKnown(described, dataset, request);
        return described;
    }

    // DCAT-US has neither empty lists here nor open intervals.
    private static void AddKnown(JsonObject described, CatalogueDataset dataset, DocumentRequest request)
    {
        var row = dataset.Row;
        if (dataset.Groups.Count > 0)
        {
            described["theme"] = List(dataset.Groups.Select(group => request.English ? group.TitleEn : group.TitleJa));
        }

        if (dataset.Sources.Count > 0)
        {
            described["references"] = List(dataset.Sources.Select(request.Address.Iri));
        }

        if (DocumentText.IsLicensed(dataset))
        {
            described["license"] = request.Address.Iri(dataset.Licence);
        }

        if (row is { TemporalStart: { } start, TemporalEnd: { } end })
        {
            described["temporal"] = $"{DocumentText.Day(start)}/{DocumentText.Day(end)}";
        }

        if (row.Frequency is "annual" or "irregular")
        {
            described["accrualPeriodicity"] = row.Frequency == "annual" ? "R/P1Y" : "irregular";
        }
    }

    // DCAT-US wants an address here; where none is known, none is made up.
    private static JsonObject Contact(Organization organization)
    {
        var contact = new JsonObject { ["@type"] = "vcard:Contact", ["fn"] = organization.ContactName };
        if (organization.ContactEmail is { } email)
        {
            contact["hasEmail"] = $"mailto:{email}";
        }

        return contact;
    }

    private static JsonObject Distribution(DataResource resource, DocumentRequest request)
    {
        var described = new JsonObject
        {
            ["@type"] = "dcat:Distribution",
            ["title"] = DocumentText.Title(resource, request.English),
            ["description"] = DocumentText.Description(resource.File, request.English),
            ["downloadURL"] = request.Address.Download(resource, request.Pinned),
            ["mediaType"] = resource.MediaType,
            ["format"] = resource.Format.ToUpperInvariant(),
            ["byteSize"] = resource.Content.Content.Size,
        };
        if (resource.Format == "csv")
        {
            described["describedBy"] = request.Address.TableMetadata(resource.File, request.Pinned);
            described["describedByType"] = "application/csvm+json";
        }

        return described;
    }

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
