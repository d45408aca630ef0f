using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>A CSV as CSVW (CSV on the Web) describes it: names for programs, the header cells as titles, datatypes and keys.</summary>
public static class TableMetadata
{
    /// <summary>The metadata of a data file's CSV, in both languages.</summary>
    /// <param name="file">The data file.</param>
    /// <param name="request">Release and addresses.</param>
    /// <param name="relative">Whether the CSV lies beside the metadata under its name to save, as in an archive; otherwise its address is given.</param>
    public static JsonObject Build(CatalogueFile file, DocumentRequest request, bool relative = false)
    {
        var (dataset, address) = (file.Dataset, request.Address);
        return new JsonObject
        {
            ["@context"] = new JsonArray("http://www.w3.org/ns/csvw", new JsonObject { ["@language"] = "ja" }),
            ["@type"] = "Table",
            ["url"] = relative ? file.Csv.DownloadName : address.Download(file.Csv, request.Pinned),
            ["dc:title"] = InBoth(file.Row.TitleJa, file.Row.TitleEn),
            ["dc:description"] = InBoth(file.Row.DescriptionJa, file.Row.DescriptionEn),
            ["dc:publisher"] = Thing(address.Page(dataset.Organization)),
            ["dc:isPartOf"] = Thing(address.Iri(dataset)),
            ["dc:license"] = Thing(address.Iri(dataset.Licence)),
            ["dc:rights"] = InBoth(DocumentText.Rights(dataset, english: false), DocumentText.Rights(dataset, english: true)),
            ["dc:source"] = new JsonArray([.. dataset.Sources.Select(source => Thing(address.Iri(source)))]),
            ["dc:modified"] = new JsonObject { ["@value"] = DocumentText.Time(file.Csv.Modified), ["@type"] = "xsd:dateTime" },
            ["dialect"] = new JsonObject
            {
                ["@type"] = "Dialect",
                ["encoding"] = "utf-8",
                ["delimiter"] = ",",
                ["quoteChar"] = "\"",
                ["doubleQuote"] = true,
                ["lineTerminators"] = new JsonArray("\r\n"),
                ["header"] = true,
                ["headerRowCount"] = 1,
                ["skipBlankRows"] = false,
                ["trim"] = false,
            },
            ["tableSchema"] = Schema(file),
        };
    }

    private static JsonObject Schema(CatalogueFile file)
    {
        var schema = new JsonObject
        {
            ["@type"] = "Schema",
            ["columns"] = new JsonArray([.. file.Columns.Select(Column)]),
        };
        if (file.Columns.Any(column => column.IsKey))
        {
            schema["primaryKey"] = new JsonArray([.. file.Columns.Where(column => column.IsKey).Select(column => JsonValue.Create(column.Name))]);
        }

        return schema;
    }

    // titles hold the header cell alone: readers compare them with the file. The English title stands beside them.
    private static JsonObject Column(DataFileColumn column)
    {
        var described = new JsonObject
        {
            ["@type"] = "Column",
            ["name"] = column.Name,
            ["titles"] = new JsonArray(column.Header),
            ["datatype"] = TypeOf(column),
            ["required"] = column.IsRequired || column.IsKey,
            ["null"] = "",
            ["dc:title"] = new JsonObject { ["@value"] = column.TitleEn, ["@language"] = "en" },
            ["dc:description"] = new JsonObject { ["@value"] = column.DescriptionJa, ["@language"] = "ja" },
        };
        if (column.Unit is { } unit)
        {
            described["schema:unitText"] = unit;
        }

        return described;
    }

    private static string TypeOf(DataFileColumn column) => column.Type switch
    {
        "text" => "string",
        "number" => "decimal",
        var same => same,
    };

    private static JsonArray InBoth(string japanese, string english) =>
        [new JsonObject { ["@value"] = japanese, ["@language"] = "ja" }, new JsonObject { ["@value"] = english, ["@language"] = "en" }];

    private static JsonObject Thing(string iri) => new() { ["@id"] = iri };
}
