using FsCheck;
using FsCheck.Fluent;
using Sapporo.OpenData.Indicators;
using Xunit;

namespace Sapporo.OpenData.Tests.Indicators;

/// <summary>Laws of reading and printing values, over generated values; a failure prints its seed.</summary>
public class ValueReaderProperties
{
    private static readonly string[] PartNames = ["甲", "乙"];

    [Fact]
    public void Printing_a_value_and_reading_it_back_is_the_identity() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Values.ToArbitrary(), value =>
    {
        var printed = ValuePrinter.Print(value);
        var back = ValueReaderTests.Reader.Read(printed, value.Kind == ValueKind.Pair ? PartNames : null);
        return (back.Value == value with { Text = printed }).Label($"{printed}: {back.Value} {back.ProblemEn}");
    }));

    [Fact]
    public void Full_and_half_width_read_alike() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Values.ToArbitrary(), value =>
    {
        var half = ValuePrinter.Print(value);
        var full = Widen(half);
        var names = value.Kind == ValueKind.Pair ? PartNames : null;
        return (ValueReaderTests.Reader.Read(full, names).Value is { } read && read with { Text = half } == ValueReaderTests.Reader.Read(half, names).Value).Label(full);
    }));

    [Fact]
    public void Any_text_is_read_or_refused_but_never_fails() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Noise.ToArbitrary(), text =>
    {
        var reading = ValueReaderTests.Reader.Read(text);
        return (reading.Value is null) == (reading.ProblemJa is { Length: > 0 });
    }));

    private static Gen<KpiValue> Values => Gen.OneOf(Numbers, Pairs, Others);

    private static Gen<decimal> Amounts => Gen.OneOf(
        Gen.Choose(-999_999, 999_999).Select(number => (decimal)number),
        Gen.Choose(0, 999_999).Select(number => number / 100m),
        Gen.Choose(0, 999).Select(number => number * 100_000_000_000m))
        .Select(amount => amount / 1.0000000000000000000000000000m);

    private static Gen<string?> Periods => Gen.Elements<string?>(null, "2015年", "2017年度", "2023年度まで", "2020年度以降", "毎年度", "2015", "令和5年度");

    private static Gen<KpiValue> Numbers =>
        from amount in Amounts
        from unit in Gen.Elements<string?>(null, "人", "円", "%", "回")
        from per in Gen.Elements<string?>(null, "day", "year", "fiscalYear")
        from comparison in Gen.Elements<string?>(null, "atLeast", "atMost")
        from flags in Gen.Choose(0, 7)
        from period in Periods
        select new KpiValue
        {
            Text = "",
            Kind = ValueKind.Number,
            Amount = amount,
            Unit = unit,
            Per = per,
            Comparison = comparison,
            Each = (flags & 1) != 0,
            Approximate = (flags & 2) != 0,
            Provisional = (flags & 4) != 0,
            Period = period,
        };

    private static Gen<KpiValue> Pairs =>
        from first in Gen.Choose(0, 99_999)
        from second in Gen.Choose(0, 99_999)
        from period in Periods
        select new KpiValue { Text = "", Kind = ValueKind.Pair, Period = period, Parts = [new ValuePart("甲", first, null), new ValuePart("乙", second, null)] };

    private static Gen<KpiValue> Others =>
        from period in Periods
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => new KpiValue { Text = "常時", Kind = ValueKind.State, Period = period },
            1 => new KpiValue { Text = "", Kind = ValueKind.Relative, Comparison = "atLeast", Period = period },
            2 => new KpiValue { Text = "", Kind = ValueKind.Relative, Comparison = "atMost", Period = period },
            3 => new KpiValue { Text = "", Kind = ValueKind.Milestone, Period = "2025年度まで" },
            _ => new KpiValue { Text = "", Kind = ValueKind.None },
        };

    private static Gen<string> Noise => Gen.ArrayOf(Gen.Elements("1", "2", "９", "0", ",", ".", "／", "/", "（", "）", "年度", "年", "千", "万", "億", "人", "円", "％", "約", "各", "以上", "▲", "－", "2019", "まで", "常時", "集計中", " ", "\u3000", "①", "\0", "😀"))
        .Select(parts => string.Concat(parts));

    private static string Widen(string text) => string.Concat(text.Select(character => character switch
    {
        '/' or '(' or ')' or '%' or ',' or '.' => (char)(character + 0xFEE0),
        >= '0' and <= '9' => (char)(character + 0xFEE0),
        _ => character,
    }));
}
