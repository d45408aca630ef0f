using System.Globalization;
using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Indicators;

/// <summary>How a period's year is counted.</summary>
public enum YearBasis
{
    /// <summary>Calendar year (年).</summary>
    Calendar,

    /// <summary>Fiscal year (年度), April to March.</summary>
    Fiscal,

    /// <summary>The document prints the bare year.</summary>
    Unstated,
}

/// <summary>How a period bounds the time it speaks of.</summary>
public enum PeriodBound
{
    /// <summary>In that year.</summary>
    In,

    /// <summary>By the end of that year (まで).</summary>
    By,

    /// <summary>From that year on (以降).</summary>
    From,
}

/// <summary>A period as documents print it: 2015年, 2017年度, 2025年度まで, 2020年度以降, 令和5年度, 2015.</summary>
/// <param name="Year">Western year.</param>
/// <param name="Basis">How the year is counted.</param>
/// <param name="Bound">In, by or from the year.</param>
public readonly partial record struct Period(int Year, YearBasis Basis, PeriodBound Bound)
{
    /// <summary>"Every fiscal year", which names no year.</summary>
    public const string EveryFiscalYear = "毎年度";

    /// <summary>Reads a width-normalised period that names a year.</summary>
    public static bool TryParse(string text, out Period period)
    {
        period = default;
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var basis = match.Groups["basis"].Value switch { "年度" => YearBasis.Fiscal, "年" => YearBasis.Calendar, _ => YearBasis.Unstated };
        var bound = match.Groups["bound"].Value switch { "まで" => PeriodBound.By, "以降" => PeriodBound.From, _ => PeriodBound.In };
        var number = match.Groups["number"].Value is "元" ? 1 : int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        var year = match.Groups["era"].Value switch
        {
            "令和" or "R" => 2018 + number,
            "平成" or "H" => 1988 + number,
            "昭和" or "S" => 1925 + number,
            _ => number,
        };
        var isEra = match.Groups["era"].Success;
        period = new Period(year, basis, bound);
        return isEra ? number is >= 1 and <= 64 && basis != YearBasis.Unstated : number is >= 1900 and <= 2200;
    }

    [GeneratedRegex("^(?:(?<era>令和|平成|昭和|R|H|S)(?<number>元|[0-9]{1,2})|(?<number>[0-9]{4}))(?<basis>年度|年)?(?<bound>まで|以降)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
