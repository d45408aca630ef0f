using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>A figure for programs: JSON, and CSV whose every line says what it is of.</summary>
internal static class EmbedData
{
    private static readonly string[] Context = ["sourceTitle", "release", "publishedAt", "licence", "page"];

    /// <summary>JSON: the rows, and what has to be said of them.</summary>
    public static ReadOnlyMemory<byte> Json(PageContext page, EmbedFigure figure)
    {
        var links = new EmbedLinks(page, figure);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                figure.Title,
                Lang = page.Language,
                page.Release,
                PublishedAt = PageContext.Machine(page.PublishedAt),
                Items = figure.Rows.Select(row => figure.Fields.Zip(row.Values).ToDictionary(field => field.First, field => field.Second, StringComparer.Ordinal)),
                figure.Notes,
                Sources = figure.Sources.Select(source => new { source.Id, Title = page.In(source.TitleJa, source.TitleEn), source.Label, Url = links.Source(source) }),
                Licence = figure.Licence is { } licence ? new { licence.Id, Title = page.In(licence.TitleJa, licence.TitleEn), Url = links.Licence(licence) } : null,
                LicenceText = links.LicenceText,
                Links = new { links.Self, links.Page, links.Api, links.Fragment, links.Csv },
            },
            JsonStyle.SerializerOptions);
    }

    /// <summary>CSV as the API writes it: UTF-8, CRLF, the members' names as header.</summary>
    public static ReadOnlyMemory<byte> Csv(PageContext page, EmbedFigure figure, bool isMarked)
    {
        var output = new ArrayBufferWriter<byte>();
        if (isMarked)
        {
            output.Write(CsvLineWriter.ByteOrderMark);
        }

        var links = new EmbedLinks(page, figure);
        CsvLineWriter.Write(output, [.. figure.Fields, .. Context]);
        var source = figure.Fields.ToList().IndexOf("source");
        foreach (var row in figure.Rows)
        {
            var titles = figure.Sources.Where(item => source < 0 || item.Id == (string?)row.Values[source]).Select(item => page.In(item.TitleJa, item.TitleEn));
            CsvLineWriter.Write(output,
            [
                .. row.Values.Select(Text), string.Join(page.In("；", "; "), titles), Text(page.Release), PageContext.Machine(page.PublishedAt), links.LicenceText, links.Page,
            ]);
        }

        return output.WrittenMemory;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
