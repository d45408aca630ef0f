using System.Globalization;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>A dataset as a Frictionless Data Package, for readers of version 1 (profile) and version 2 ($schema, type).</summary>
public static class DataPackage
{
    /// <summary>Name of the document, beside the files or in an archive.</summary>
    public const string FileName = CatalogueInput.DocumentName + ".json";

    private const string Profiles = "https://datapackage.org/profiles/2.0/";

    /// <summary>The Data Package of a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="request">Release, addresses and language.</param>
    /// <param name="relative">Whether paths are the files' names to save, as in an archive's folder; otherwise they are addresses.</param>
    public static JsonObject Build(CatalogueDataset dataset, DocumentRequest request, bool relative = false)
    {
        var (row, address, english) = (dataset.Row, request.Address, request.English);
        var package = new JsonObject
        {
            ["$schema"] = Profiles + "datapackage.json",
            ["profile"] = "data-package",
            ["name"] = row.Name,
            ["id"] = row.Uuid,
            ["title"] = DocumentText.Title(dataset, english),
            ["description"] = DocumentText.Notes(dataset, english),
            ["homepage"] = address.Page(dataset),
            ["version"] = dataset.Version.ToString(CultureInfo.InvariantCulture),
            ["created"] = DocumentText.Time(dataset.Issued),
            ["licenses"] = new JsonArray(new JsonObject
            {
                ["name"] = dataset.Licence.Id,
                ["title"] = english ? dataset.Licence.TitleEn : dataset.Licence.TitleJa,
                ["path"] = address.Iri(dataset.Licence),
            }),
            ["contributors"] = Contributors(dataset, request),
        };
        if (dataset.Sources.Count > 0)
        {
            package["sources"] = new JsonArray([.. dataset.Sources.Select(source => new JsonObject { ["title"] = english ? source.TitleEn : source.TitleJa, ["path"] = address.Iri(source) })]);
        }

        if (row.Tags.Length > 0)
        {
            package["keywords"] = new JsonArray([.. row.Tags.Select(tag => JsonValue.Create(tag))]);
        }

        package["resources"] = new JsonArray([.. dataset.Resources.Select(resource => Resource(resource, request, relative))]);
        return package;
    }

    // Version 1 reads role, version 2 roles.
    private static JsonArray Contributors(CatalogueDataset dataset, DocumentRequest request) =>
    [
        new JsonObject
        {
            ["title"] = request.English ? dataset.Organization.TitleEn : dataset.Organization.TitleJa,
            ["path"] = request.Address.Page(dataset.Organization),
            ["role"] = "publisher",
            ["roles"] = new JsonArray("publisher"),
        },
        new JsonObject
        {
            ["title"] = dataset.Row.Author,
            ["role"] = "maintainer",
            ["roles"] = new JsonArray("maintainer"),
        },
    ];

    private static JsonObject Resource(DataResource resource, DocumentRequest request, bool relative)
    {
        var isTable = resource.Format == "csv";
        var described = new JsonObject
        {
            ["$schema"] = Profiles + "dataresource.json",
            ["profile"] = isTable ? "tabular-data-resource" : "data-resource",
            ["name"] = isTable ? resource.File.Row.Name : $"{resource.File.Row.Name}-{resource.Format}",
            ["path"] = relative ? resource.DownloadName : request.Address.Download(resource, request.Pinned),
            ["title"] = DocumentText.Title(resource, request.English),
            ["description"] = DocumentText.Description(resource.File, request.English),
            ["format"] = resource.Format,
            ["mediatype"] = resource.MediaType,
            ["encoding"] = "utf-8",
            ["bytes"] = resource.Content.Content.Size,
            ["hash"] = $"sha256:{resource.Content.Sha256}",
        };
        if (isTable)
        {
            described["type"] = "table";
            described["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\r\n", ["quoteChar"] = "\"", ["doubleQuote"] = true, ["skipInitialSpace"] = false, ["header"] = true };
            described["schema"] = Schema(resource.File, request.English);
        }

        return described;
    }

    private static JsonObject Schema(CatalogueFile file, bool english)
    {
        var keys = file.Columns.Where(column => column.IsKey).ToList();
        var schema = new JsonObject
        {
            ["$schema"] = Profiles + "tableschema.json",
            ["fields"] = new JsonArray([.. file.Columns.Select(column => Field(column, isSingleKey: column.IsKey && keys.Count == 1, english))]),
            ["missingValues"] = new JsonArray(""),
        };
        if (keys.Count > 0)
        {
            schema["primaryKey"] = new JsonArray([.. keys.Select(column => JsonValue.Create(column.Header))]);
        }

        return schema;
    }

    private static JsonObject Field(DataFileColumn column, bool isSingleKey, bool english)
    {
        var field = new JsonObject
        {
            ["name"] = column.Header,
            ["type"] = TypeOf(column),
            ["title"] = english ? column.TitleEn : column.Header,
            ["description"] = english ? $"{column.TitleEn} ({column.DescriptionJa})" : column.DescriptionJa,
        };
        if (column.Unit is { } unit)
        {
            field["unit"] = unit; // neither version has a word for it; readers leave unknown members alone
        }

        if (column.IsRequired || isSingleKey)
        {
            field["constraints"] = isSingleKey ? new JsonObject { ["required"] = true, ["unique"] = true } : new JsonObject { ["required"] = true };
        }

        return field;
    }

    private static string TypeOf(DataFileColumn column) => column.Type switch
    {
        "text" => "string",
        "dateTime" => "datetime",
        var same => same,
    };
}
