using System.Globalization;

namespace Sapporo.OpenData.Indicators;

/// <summary>Prints a typed value in one canonical, half-width notation that <see cref="ValueReader"/> reads back to the same value.</summary>
public static class ValuePrinter
{
    /// <summary>The canonical notation of a value; the printed text itself is not consulted, except for a state's word.</summary>
    public static string Print(KpiValue value) => value.Kind switch
    {
        ValueKind.None => "－",
        ValueKind.Milestone => value.Period!,
        ValueKind.State => StateWord(value.Text) + Brackets(value),
        ValueKind.Relative => (value.Comparison == "atMost" ? "現状値からの減少" : "現状値からの増加") + Brackets(value),
        ValueKind.Pair => string.Join('/', value.Parts!.Select(part => Amount(part.Amount))) + Brackets(value),
        _ => Number(value) + Brackets(value),
    };

    /// <summary>An amount with thousands separators and ▲ for negative numbers.</summary>
    public static string Amount(decimal amount) =>
        (amount < 0 ? "▲" : "") + Math.Abs(amount).ToString("#,##0.############", CultureInfo.InvariantCulture);

    private static string Number(KpiValue value) => string.Concat(
        value.Each ? "各" : "",
        value.Approximate ? "約" : "",
        Amount(value.Amount!.Value),
        value.Unit,
        value.Comparison switch { "atLeast" => "以上", "atMost" => "以下", _ => "" },
        value.Per switch { "day" => "/日", "year" => "/年", "fiscalYear" => "/年度", _ => "" });

    private static string Brackets(KpiValue value) => (value.Period is null ? "" : $"({value.Period})") + (value.Provisional ? "(集計中)" : "");

    /// <summary>The word of a state, without its bracketed period.</summary>
    public static string StateWord(string text)
    {
        var bracket = text.IndexOfAny(['（', '(']);
        return (bracket < 0 ? text : text[..bracket]).Trim();
    }
}
