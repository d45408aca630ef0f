using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Indicators;

/// <summary>What reading a printed value gave: a value, or why it was refused.</summary>
/// <param name="Value">The value; null when refused.</param>
/// <param name="ProblemJa">Why it was refused, in Japanese.</param>
/// <param name="ProblemEn">Why it was refused, in English.</param>
public sealed record ValueReading(KpiValue? Value, string? ProblemJa = null, string? ProblemEn = null);

/// <summary>
/// Reads KPI values as Japanese local governments print them. What it does not understand it refuses with the
/// reason; it never guesses. The words it knows (units, states) are data.
/// </summary>
/// <param name="units">Unit as printed → base unit (名 → 人, 人 → 人).</param>
/// <param name="states">Words that state a condition.</param>
public sealed partial class ValueReader(IReadOnlyDictionary<string, string> units, IReadOnlySet<string> states)
{
    /// <summary>Fails where the machine cannot fold width variants, without which full-width digits would not be read.</summary>
    /// <exception cref="InvalidOperationException">.NET runs in globalisation-invariant mode.</exception>
    public static void EnsureNormalisation()
    {
        if ("１".Normalize(NormalizationForm.FormKC) != "1")
        {
            throw new InvalidOperationException("全角・半角を扱えません。libicu を入れ、DOTNET_SYSTEM_GLOBALIZATION_INVARIANT を外してください。 / Width variants cannot be folded: install libicu and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }

    /// <summary>Reads one printed value.</summary>
    /// <param name="printed">The cell as printed.</param>
    /// <param name="partNames">Names of the two parts, where the indicator is a pair.</param>
    public ValueReading Read(string printed, IReadOnlyList<string>? partNames = null)
    {
        var text = printed.Trim();
        if (text.Length == 0)
        {
            return Refused("空です。値がなければ － と書いてください。", "The cell is empty; write － where there is no value.");
        }

        if (text is "－" or "―" or "-")
        {
            return new ValueReading(new KpiValue { Text = printed, Kind = ValueKind.None });
        }

        // Most figures of large files are nothing but digits, which the rules below would read the same.
        if (partNames is null && text.Length <= 18 && text[0] is not '0' && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return new ValueReading(new KpiValue { Text = printed, Kind = ValueKind.Number, Amount = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) });
        }

        // NFKC would turn ① into 1 and ½ into 1/2.
        if (text.Any(character => char.GetUnicodeCategory(character) == UnicodeCategory.OtherNumber))
        {
            return Refused("丸数字や分数の文字は数として読みません。", "Circled digits and fraction characters are not read as numbers.");
        }

        var body = text.Normalize(NormalizationForm.FormKC).Replace('\u2212', '-');
        body = BlankAtBracket().Replace(body, "");
        var value = new KpiValue { Text = printed, Kind = ValueKind.None };
        while (TrailingBracket().Match(body) is { Success: true } bracket)
        {
            var content = bracket.Groups["content"].Value;
            body = body[..bracket.Index];
            if (content is "集計中" or "速報値" or "暫定値" && !value.Provisional)
            {
                value = value with { Provisional = true };
            }
            else if ((content is Period.EveryFiscalYear || Indicators.Period.TryParse(content, out _)) && value.Period is null)
            {
                value = value with { Period = content };
            }
            else
            {
                return Refused($"かっこの中の「{content}」を時点・期間として読めません。", $"The bracketed text '{content}' is not a period that is understood.");
            }
        }

        return states.Contains(body) ? new ValueReading(value with { Kind = ValueKind.State })
            : ReadMilestone(body, value) ?? ReadRelative(body, value) ?? ReadPair(body, value, partNames) ?? ReadNumber(body, value);
    }

    /// <summary>A value that the editor marked as text only: kept and compared as text.</summary>
    public static KpiValue TextOnly(string printed) => new() { Text = printed, Kind = ValueKind.State, Reason = "textOnly" };

    private static ValueReading Refused(string ja, string en) => new(null, ja, en);

    private static ValueReading? ReadMilestone(string body, KpiValue value) =>
        Indicators.Period.TryParse(body, out var period) && period is { Basis: YearBasis.Fiscal, Bound: not PeriodBound.From } && value is { Period: null, Provisional: false }
            ? new ValueReading(value with { Kind = ValueKind.Milestone, Period = body })
            : null;

    private static ValueReading? ReadRelative(string body, KpiValue value) => body switch
    {
        "現状値からの増加" => new ValueReading(value with { Kind = ValueKind.Relative, Comparison = "atLeast" }),
        "現状値からの減少" => new ValueReading(value with { Kind = ValueKind.Relative, Comparison = "atMost" }),
        _ => null,
    };

    private static ValueReading? ReadPair(string body, KpiValue value, IReadOnlyList<string>? partNames)
    {
        var match = PairPattern().Match(body);
        if (!match.Success)
        {
            return partNames is null ? null : Refused("組の値（例 2,969／152）として読めません。", "Not a pair such as 2,969／152.");
        }

        if (partNames is not { Count: 2 })
        {
            return Refused("数／数 は、組の名称が2つ決まっている評価指標でだけ読みます。", "Number／number is read only for an indicator that names two parts.");
        }

        return ReadAmount(match.Groups["first"].Value) is { } first && ReadAmount(match.Groups["second"].Value) is { } second
            ? new ValueReading(value with { Kind = ValueKind.Pair, Parts = [new(partNames[0], first, null), new(partNames[1], second, null)] })
            : NotANumber(body);
    }

    private ValueReading ReadNumber(string body, KpiValue value)
    {
        var match = NumberPattern().Match(body);
        if (!match.Success || ReadAmount(match.Groups["number"].Value) is not { } amount)
        {
            return NotANumber(body);
        }

        var unit = match.Groups["unit"].Value;
        if (unit.Length > 0 && !units.ContainsKey(unit))
        {
            return Refused($"単位「{unit}」は単位の一覧（units.csv）にありません。", $"The unit '{unit}' is not in the list of units (units.csv).");
        }

        return new ValueReading(value with
        {
            Kind = ValueKind.Number,
            Amount = amount,
            Unit = unit.Length > 0 ? units[unit] : null,
            Each = match.Groups["each"].Success,
            Approximate = match.Groups["about"].Success,
            Comparison = match.Groups["comparison"].Value switch { "以上" => "atLeast", "以下" => "atMost", _ => null },
            Per = match.Groups["per"].Value switch { "日" => "day", "年" => "year", "年度" => "fiscalYear", _ => null },
        });
    }

    private static ValueReading NotANumber(string body) => Refused(
        $"「{body}」を値として読めません。数（単位・／年度・以上などつき）、組、年度、状態の語、現状値からの増加、－ のどれかで書くか、文字のみの印を付けてください。",
        $"'{body}' is not understood as a number (with unit, ／年度, 以上 …), a pair, a fiscal year, a state, a relative target or －; mark the cell as text only to keep it as it is.");

    private const decimal Largest = 1e24m;

    /// <summary>Reads 27兆9千億, 37,076千, 25.1万, ▲2,805; null for what is not well formed.</summary>
    private static decimal? ReadAmount(string text)
    {
        var negative = text[0] is '▲' or '△' or '-';
        var total = 0m;
        var previous = decimal.MaxValue;
        foreach (Match segment in Segment().Matches(negative ? text[1..] : text))
        {
            var digits = segment.Groups["digits"].Value;
            if (digits.Length > 20 || previous == 1m)
            {
                return null;
            }

            var scale = Scale(segment.Groups["scale"].Value);
            var number = decimal.Parse(digits, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            if (scale >= previous || number > Largest / scale || number * scale >= previous)
            {
                return null;
            }

            total += number * scale;
            previous = scale;
        }

        // Dividing by one with all places drops trailing zeros: 251000.0 → 251000.
        return (negative ? -total : total) / 1.0000000000000000000000000000m;
    }

    private static decimal Scale(string text) => text switch
    {
        "" => 1m,
        "百" => 1e2m,
        "千" => 1e3m,
        "万" => 1e4m,
        "十万" => 1e5m,
        "百万" => 1e6m,
        "千万" => 1e7m,
        "億" => 1e8m,
        "十億" => 1e9m,
        "百億" => 1e10m,
        "千億" => 1e11m,
        "兆" => 1e12m,
        _ => throw new ArgumentOutOfRangeException(nameof(text), text, "Unknown scale"),
    };

    private const string DigitsPattern = @"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)(?:\.[0-9]+)?";
    private const string ScalePattern = "(?:兆|[千百十]?億|[千百十]?万|千|百)";
    private const string AmountPattern = "[▲△-]?" + DigitsPattern + "(?:" + ScalePattern + DigitsPattern + ")*" + ScalePattern + "?";

    [GeneratedRegex(@"\s+(?=\()", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BlankAtBracket();

    [GeneratedRegex(@"\((?<content>[^()]*)\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TrailingBracket();

    [GeneratedRegex("^(?<first>" + AmountPattern + ")/(?<second>" + AmountPattern + ")$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PairPattern();

    [GeneratedRegex("^(?<each>各)?(?<about>約)?(?<number>" + AmountPattern + @")(?<unit>[^\s0-9.,/()~▲△兆億万千百十以未超-][^\s0-9.,/()~]*?)?(?<comparison>以上|以下)?(?:/(?<per>年度|年|日))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberPattern();

    [GeneratedRegex("(?<digits>" + DigitsPattern + ")(?<scale>" + ScalePattern + ")?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Segment();
}
