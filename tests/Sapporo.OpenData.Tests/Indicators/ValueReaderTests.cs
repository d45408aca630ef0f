using Sapporo.OpenData.Indicators;
using Xunit;

namespace Sapporo.OpenData.Tests.Indicators;

/// <summary>Every notation of the documents, and what must be refused.</summary>
public class ValueReaderTests
{
    internal static readonly ValueReader Reader = new(
        new Dictionary<string, string> { ["人"] = "人", ["名"] = "人", ["円"] = "円", ["%"] = "%", ["回"] = "回", ["件"] = "件", ["社"] = "社", ["校"] = "校", ["市町村"] = "市町村", ["大学"] = "大学" },
        new HashSet<string> { "常時", "開設", "維持" });

    [Theory]
    [InlineData("27兆９千億円（2015年）", 27_900_000_000_000, "円", null, "2015年")]
    [InlineData("27兆9千億円 (2015)", 27_900_000_000_000, "円", null, "2015")]
    [InlineData("30兆円（2023年）", 30_000_000_000_000, "円", null, "2023年")]
    [InlineData("30兆7千億円 (2028)", 30_700_000_000_000, "円", null, "2028")]
    [InlineData("37,076千人（2017年度）", 37_076_000, "人", null, "2017年度")]
    [InlineData("25.1万人（2017年度）", 251_000, "人", null, "2017年度")]
    [InlineData("8,000千円／年度", 8_000_000, "円", "fiscalYear", null)]
    [InlineData("7,371千円", 7_371_000, "円", null, null)]
    [InlineData("189,932人／日（2017年度）", 189_932, "人", "day", "2017年度")]
    [InlineData("▲2,805人（2017年）", -2_805, "人", null, "2017年")]
    [InlineData("△2,805人", -2_805, "人", null, null)]
    [InlineData("12社／年度", 12, "社", "fiscalYear", null)]
    [InlineData("75％／年度", 75, "%", "fiscalYear", null)]
    [InlineData("１回／年（2017年度）", 1, "回", "year", "2017年度")]
    [InlineData("２回／年度(2020年度以降)", 2, "回", "fiscalYear", "2020年度以降")]
    [InlineData("20回／年(2019年度)", 20, "回", "year", "2019年度")]
    [InlineData("169名", 169, "人", null, null)]
    [InlineData("0回", 0, "回", null, null)]
    [InlineData("13大学(2023年度まで)", 13, "大学", null, "2023年度まで")]
    [InlineData("12市町村（2019年度）", 12, "市町村", null, "2019年度")]
    [InlineData("100％（毎年度）", 100, "%", null, "毎年度")]
    [InlineData("3,737万8千人", 37_378_000, "人", null, null)]
    [InlineData("1億2,345万6千人", 123_456_000, "人", null, null)]
    [InlineData("5人（令和5年度）", 5, "人", null, "令和5年度")]
    public void Numbers_are_read_in_the_base_unit(string printed, long amount, string unit, string? per, string? period)
    {
        var value = Read(printed);
        Assert.Equal((ValueKind.Number, (decimal?)amount, unit, per, period), (value.Kind, value.Amount, value.Unit, value.Per, value.Period));
        Assert.Equal(printed, value.Text);
        Assert.Equal((false, false, false, null), (value.Each, value.Approximate, value.Provisional, value.Comparison));
    }

    [Fact]
    public void Fractions_keep_their_places() => Assert.Equal(81.25m, Read("81.25%").Amount);

    [Fact]
    public void Qualifiers_are_read()
    {
        Assert.True(Read("約79,600人").Approximate);
        Assert.True(Read("各１回／年度（2017年度）").Each);
        Assert.Equal((true, "atLeast", "fiscalYear"), (Read("各１回以上／年度").Each, Read("各１回以上／年度").Comparison, Read("各１回以上／年度").Per));
        Assert.Equal(("atLeast", true, 124m), (Read("124校以上（集計中）").Comparison, Read("124校以上（集計中）").Provisional, Read("124校以上（集計中）").Amount!.Value));
        Assert.Equal("atMost", Read("５件以下").Comparison);
    }

    [Fact]
    public void Pairs_take_the_names_of_their_parts()
    {
        var value = Reader.Read("2,969／152（2017年度）", ["データファイル数", "データセット数"]).Value!;
        Assert.Equal((ValueKind.Pair, null, "2017年度"), (value.Kind, value.Amount, value.Period));
        Assert.Equal([new ValuePart("データファイル数", 2969, null), new ValuePart("データセット数", 152, null)], value.Parts!);
    }

    [Theory]
    [InlineData("常時（2017年度）", ValueKind.State, "2017年度", null)]
    [InlineData("常時（毎年度）", ValueKind.State, "毎年度", null)]
    [InlineData("維持", ValueKind.State, null, null)]
    [InlineData("2022年度", ValueKind.Milestone, "2022年度", null)]
    [InlineData("2025年度まで", ValueKind.Milestone, "2025年度まで", null)]
    [InlineData("現状値からの増加（2023年度）", ValueKind.Relative, "2023年度", "atLeast")]
    [InlineData("現状値からの減少", ValueKind.Relative, null, "atMost")]
    [InlineData("－", ValueKind.None, null, null)]
    [InlineData("―", ValueKind.None, null, null)]
    public void Other_kinds_are_told_apart(string printed, string kind, string? period, string? comparison)
    {
        var value = Read(printed);
        Assert.Equal((kind, null, period, comparison, printed), (value.Kind, value.Amount, value.Period, value.Comparison, value.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12頭")]
    [InlineData("1.0%未満")]
    [InlineData("現状維持以上")]
    [InlineData("〃")]
    [InlineData("7/12")]
    [InlineData("2,969／152")]
    [InlineData("1,23人")]
    [InlineData("1,2345人")]
    [InlineData("007人")]
    [InlineData("5,000万2億人")]
    [InlineData("3万4万人")]
    [InlineData("①人")]
    [InlineData("½件")]
    [InlineData("5~10人")]
    [InlineData("約100人程度")]
    [InlineData("10人(当初)")]
    [InlineData("10人（2019年度）（2020年度）")]
    [InlineData("十人")]
    [InlineData("100人超")]
    [InlineData("10人／月")]
    [InlineData("2020年度以降")]
    [InlineData("増加")]
    [InlineData("10 人 20 人")]
    [InlineData("1e5人")]
    [InlineData("99999999999999999999999999999999人")]
    [InlineData("99999999999999999999兆円")]
    public void What_is_not_understood_is_refused_with_a_reason(string printed)
    {
        var reading = Reader.Read(printed);
        Assert.Null(reading.Value);
        Assert.NotEmpty(reading.ProblemJa!);
        Assert.NotEmpty(reading.ProblemEn!);
    }

    private static KpiValue Read(string printed)
    {
        var reading = Reader.Read(printed);
        return reading.Value ?? throw new Xunit.Sdk.XunitException($"{printed}: {reading.ProblemEn}");
    }
}
