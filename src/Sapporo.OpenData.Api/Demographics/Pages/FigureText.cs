using System.Globalization;
using System.Text;

namespace Sapporo.OpenData.Api.Demographics.Pages;

/// <summary>How figures are written beside those that are printed.</summary>
public static class FigureText
{
    private const string Plain = "#,0.##########";

    /// <summary>The unit to stand behind a figure as printed; null where the figure has it already, or none is needed.</summary>
    public static string? UnitBehind(string printed, string unit, bool isAmount) =>
        isAmount && !printed.Normalize(NormalizationForm.FormKC).Contains(unit.Normalize(NormalizationForm.FormKC), StringComparison.Ordinal) ? unit : null;

    /// <summary>A computed number with its thousands separated.</summary>
    public static string Number(decimal number) => number.ToString(Plain, CultureInfo.InvariantCulture);

    /// <summary>A computed share with two places.</summary>
    public static string Percent(decimal share) => share.ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A computed difference with its sign.</summary>
    public static string Signed(decimal number) => number switch
    {
        > 0 => "+" + Number(number),
        < 0 => "−" + Number(-number),
        _ => "±0",
    };

    /// <summary>A difference with its unit: percentage points between rates, and the rate of change of anything else.</summary>
    public static string Change(decimal change, decimal? rate, string unit, bool english) => unit == "%"
        ? Signed(change) + (english ? " points" : "ポイント")
        : $"{Signed(change)} {unit}{(rate is { } percent ? english ? $" ({Signed(percent)} %)" : $"（{Signed(percent)} %）" : "")}";
}
