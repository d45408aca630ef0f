using System.Globalization;
using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Years chosen: single ones and spans.</summary>
/// <param name="Spans">First and last year of each.</param>
public sealed record YearFilter(IReadOnlyList<(int From, int To)> Spans)
{
    /// <summary>Reads the parameter years, such as 2015,2020 or 2010-2020; null where it is absent. Notes what cannot be read.</summary>
    public static YearFilter? Read(ParameterReader parameters)
    {
        if (parameters["years"] is not { } text)
        {
            return null;
        }

        var spans = text.Split(',').Select(Span).ToList();
        if (spans.TrueForAll(span => span is not null))
        {
            return new YearFilter([.. spans.Select(span => span!.Value)]);
        }

        parameters.Refuse("years", "西暦4桁の年をコンマで区切る。範囲は - でつなぐ。例 2015,2020 や 2010-2020", "years of four digits with commas between them, spans with a hyphen, such as 2015,2020 or 2010-2020");
        return null;
    }

    /// <summary>Whether a year is chosen; a figure of no single year always is.</summary>
    public bool Holds(int? year) => year is null || Spans.Any(span => span.From <= year && year <= span.To);

    private static (int From, int To)? Span(string text)
    {
        var ends = text.Split('-');
        return ends.Length <= 2 && Year(ends[0]) is { } from && Year(ends[^1]) is { } to && from <= to ? (from, to) : null;
    }

    private static int? Year(string text) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
