using System.Globalization;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>A few lines of a language that read a data file and run as they stand.</summary>
/// <param name="Id">Short name of the language, for ids.</param>
/// <param name="Title">Name of the language.</param>
/// <param name="Code">The lines.</param>
/// <param name="HintJa">Where they go, in Japanese; null where that is plain.</param>
/// <param name="HintEn">Where they go, in English.</param>
public sealed record CodeExample(string Id, string Title, string Code, string? HintJa = null, string? HintEn = null)
{
    /// <summary>Examples for a data file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">Public addresses.</param>
    /// <param name="release">Release to pin; null for whatever is newest when they run.</param>
    public static IReadOnlyList<CodeExample> Of(CatalogueFile file, CatalogueAddress address, int? release)
    {
        var (csv, json) = (address.Download(file.Csv, release), address.Download(file.Json, release));
        var column = (file.Columns.FirstOrDefault(column => column.IsKey) ?? file.Columns[0]).Header;
        return
        [
            new("curl", "curl", $"curl --fail --silent --show-error --output {file.Csv.DownloadName} '{csv}'"),
            new("javascript", "JavaScript", $$"""
                const response = await fetch({{Quoted(json)}});
                if (!response.ok) throw new Error(`HTTP ${response.status}`);
                const rows = await response.json();
                console.log(rows.length);
                for (const row of rows.slice(0, 3)) console.log(row[{{Quoted(column)}}]);
                """, "ブラウザーのコンソール、またはNode.js（.mjsファイル）", "In a browser's console, or Node.js (a file .mjs)"),
            new("python", "Python", $"""
                import csv, io, urllib.request

                with urllib.request.urlopen({Quoted(csv)}) as response:
                    rows = list(csv.DictReader(io.TextIOWrapper(response, "utf-8", newline="")))
                print(len(rows))
                for row in rows[:3]:
                    print(row[{Quoted(column)}])
                """, "標準ライブラリーだけで動きます", "The standard library is enough"),
            new("r", "R", $"""
                rows <- read.csv({Quoted(csv)}, colClasses = "character", na.strings = "", fileEncoding = "UTF-8", check.names = FALSE)
                print(nrow(rows))
                print(head(rows[[{Quoted(column)}]], 3))
                """, "colClasses が団体コードの先頭の0を保ちます", "colClasses keeps the leading zero of codes"),
            new("excel", "Excel Power Query (M)", Query(file, csv), "Excelの「データの取得」→「空のクエリ」→「詳細エディター」に貼り付けます", "Paste it into Excel: Get Data, Blank Query, Advanced Editor"),
        ];
    }

    // All text, so that codes keep their zeros, but for what is a number.
    private static string Query(CatalogueFile file, string csv)
    {
        var numbers = file.Columns.Where(column => column.Type is "integer" or "number").Select(column => $"{{{Doubled(column.Header)}, type number}}").ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            let
                Source = Csv.Document(Web.Contents({Doubled(csv)}), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
                Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = false]){(numbers.Count > 0 ? $",\n    Typed = Table.TransformColumnTypes(Rows, {{{string.Join(", ", numbers)}}}, \"en-US\")" : "")}
            in
                {(numbers.Count > 0 ? "Typed" : "Rows")}
            """);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Doubled(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
