using System.Globalization;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Tests.Indicators;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Evaluations;

/// <summary>The published decision table on made-up values: at, just under and just over the target, in both directions.</summary>
public class RatingSchemeTests
{
    private static readonly RatingScheme Scheme = new(ReadRules());

    [Theory]
    [InlineData("－", "100人／年度", "higher", "100人", "◎", "reached")]
    [InlineData("－", "100人／年度", "higher", "99人", "×", "missed")]
    [InlineData("－", "100人／年度", "higher", "101人", "◎", "reached")]
    [InlineData("－", "5.5％", "lower", "5.5%", "◎", "reached")]
    [InlineData("－", "5.5％", "lower", "5.4%", "◎", "reached")]
    [InlineData("－", "5.5％", "lower", "5.6%", "×", "missed")]
    [InlineData("－", "▲1,400人", "higher", "▲1,400人", "◎", "reached")]
    [InlineData("－", "▲1,400人", "higher", "▲1,401人", "×", "missed")]
    [InlineData("－", "▲1,400人", "higher", "▲1,399人", "◎", "reached")]
    [InlineData("－", "２人以上／年度", "higher", "２人", "◎", "reached")]
    [InlineData("－", "５件以下", "higher", "６件", "×", "missed")]
    [InlineData("－", "５件以下", "higher", "５件", "◎", "reached")]
    [InlineData("－", "124校", "higher", "124校以上（集計中）", "○", "reachedProvisionally")]
    [InlineData("－", "124校", "higher", "123校以上（集計中）", "－", "stillCounting")]
    [InlineData("－", "75,000人", "higher", "約74,999人", "×", "missed")]
    [InlineData("－", "各１回／年度", "higher", "各１回", "◎", "reached")]
    [InlineData("－", "各１回／年度", "higher", "各０回", "×", "missed")]
    [InlineData("－", "各１回／年度", "higher", "２回", "－", "notComparable")]
    [InlineData("常時", "常時（毎年度）", null, "常時", "◎", "reached")]
    [InlineData("常時", "常時（毎年度）", null, "開設", "×", "missed")]
    [InlineData("－", "2019年度まで", null, "2019年度", "◎", "reached")]
    [InlineData("－", "2019年度まで", null, "2018年度", "◎", "reached")]
    [InlineData("－", "2019年度まで", null, "2020年度", "×", "missed")]
    [InlineData("－", "2022年度", null, "2021年度", "－", "notComparable")]
    [InlineData("－", "2022年度", null, "－", "－", "notDueYet")]
    [InlineData("10人", "現状値からの増加（2019年度）", "higher", "11人", "◎", "reached")]
    [InlineData("10人", "現状値からの増加（2019年度）", "higher", "10人", "×", "missed")]
    [InlineData("10人", "現状値からの減少", "lower", "9人", "◎", "reached")]
    [InlineData("10人", "現状値からの減少", "lower", "10人", "×", "missed")]
    [InlineData("－", "現状値からの増加", "higher", "10人", "－", "notComparable")]
    [InlineData("－", "100人（2019年度）", "higher", "99人", "×", "missed")]
    [InlineData("－", "100人（2020年度）", "higher", "100人", "－", "notYetApplies")]
    [InlineData("－", "100人(2020年度以降)", "higher", "－", "－", "notYetApplies")]
    [InlineData("－", "100人(2019年度以降)", "higher", "99人", "×", "missed")]
    [InlineData("－", "100人(2023年度まで)", "higher", "99人", "－", "notDueYet")]
    [InlineData("－", "100人(2023年度まで)", "higher", "100人", "◎", "reached")]
    [InlineData("－", "100人(2019年度まで)", "higher", "99人", "×", "missed")]
    [InlineData("－", "－", "higher", "99人", "－", "noTarget")]
    [InlineData("－", "100人", "higher", "－", "－", "noActual")]
    [InlineData("－", "100人", "higher", "100件", "－", "notComparable")]
    [InlineData("－", "100人", null, "100人", "－", "notComparable")]
    [InlineData("－", "1,000件／年", "higher", "5件／日", "－", "notComparable")]
    [InlineData("－", "１回／年度", "higher", "１回", "◎", "reached")]
    [InlineData("10人／日", "現状値からの増加", "higher", "3,000人／年", "－", "notComparable")]
    [InlineData("－", "100人", "higher", "常時", "－", "notComparable")]
    public void Each_rule_gives_its_mark(string baseline, string target, string? direction, string actual, string mark, string condition)
    {
        var verdict = Scheme.Rate(Indicator(baseline, target, direction), Value(actual), 2019, null);
        Assert.Equal((mark, condition), (verdict.Symbol, verdict.Condition));
        Assert.DoesNotContain("{", verdict.ReasonJa + verdict.ReasonEn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6,000／250", "◎")]
    [InlineData("5,559／250", "◎")]
    [InlineData("5,558／250", "×")]
    [InlineData("6,000／249", "×")]
    public void Pairs_are_judged_part_by_part(string actual, string mark)
    {
        string[] names = ["データファイル数", "データセット数"];
        var indicator = new Indicator { Direction = "higher", Baseline = Value("－"), Target = ValueReaderTests.Reader.Read("5,559／250", names).Value! };
        Assert.Equal(mark, Scheme.Rate(indicator, ValueReaderTests.Reader.Read(actual, names).Value!, 2019, null).Symbol);
    }

    [Fact]
    public void What_the_document_says_of_the_actual_comes_first()
    {
        var indicator = Indicator("－", "100人", "higher");
        Assert.Equal("referenceOnly", Scheme.Rate(indicator, Value("100人"), 2019, "referenceOnly").Condition);
        Assert.Equal("notMeasurable", Scheme.Rate(indicator, Value("－") with { Reason = "notMeasurable" }, 2019, null).Condition);
    }

    [Theory]
    [InlineData("－", "100人", "higher", "64人", 64.0, 36, "zero")]
    [InlineData("－", "100人", "higher", "150人", 150.0, 0, "zero")]
    [InlineData("50人", "100人", "higher", "75人", 50.0, 25, "baseline")]
    [InlineData("50人", "100人", "higher", "40人", -20.0, 60, "baseline")]
    [InlineData("50人", "10人", "lower", "20人", 75.0, 10, "baseline")]
    [InlineData("▲2,805人", "▲1,400人", "higher", "▲2,939人", -9.54, 1539, "baseline")]
    public void Progress_is_told_where_it_has_a_meaning(string baseline, string target, string direction, string actual, double share, int remaining, string from) =>
        Assert.Equal(new Progress((decimal)share, remaining, "人", from), Progress.Of(Indicator(baseline, target, direction), Value(actual)));

    [Theory]
    [InlineData("100人", "100人", "higher", "75人")]
    [InlineData("－", "10人", "lower", "20人")]
    [InlineData("－", "常時", null, "常時")]
    [InlineData("－", "100人", "higher", "100件")]
    [InlineData("－", "100人／日", "higher", "3,000人／年")]
    [InlineData("－", "100人", "higher", "－")]
    public void Progress_is_not_told_where_it_has_none(string baseline, string target, string? direction, string actual) =>
        Assert.Null(Progress.Of(Indicator(baseline, target, direction), Value(actual)));

    [Fact]
    public void Other_cities_scales_are_rules_too()
    {
        var scale = new RatingScheme([.. new[] { ("S", 120m), ("A", 100m), ("B", 80m), ("C", 0m) }
            .Select((grade, i) => new Rule { Ordinal = i, Condition = RuleCondition.ProgressAtLeast, Threshold = grade.Item2, Symbol = grade.Item1, TextJa = "進捗{progress}", TextEn = "{progress}" })]);
        Assert.Equal(["S", "A", "B", "C", "－"], new[] { "125人", "100人", "80人", "79人", "－" }.Select(actual => scale.Rate(Indicator("－", "100人", "higher"), Value(actual), 2019, null).Symbol));
        Assert.Equal("進捗80%", scale.Rate(Indicator("－", "100人", "higher"), Value("80人"), 2019, null).ReasonJa);
    }

    [Fact]
    public void A_better_actual_never_gives_a_worse_mark() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
        (from target in Gen.Choose(-1000, 1000)
         from one in Gen.Choose(-2000, 2000)
         from two in Gen.Choose(-2000, 2000)
         from higher in Gen.Elements(true, false)
         from bound in Gen.Elements("", "(2019年度)", "(2023年度まで)", "(2020年度以降)", "以上", "以下")
         select (target, one, two, higher, bound)).ToArbitrary(),
        sample =>
        {
            var higher = sample.bound is "以上" || (sample.bound is not "以下" && sample.higher);
            var target = $"{ValuePrinter.Amount(sample.target)}人{sample.bound}";
            var indicator = Indicator("－", target, higher ? "higher" : "lower");
            var (worse, better) = higher ? (Math.Min(sample.one, sample.two), Math.Max(sample.one, sample.two)) : (Math.Max(sample.one, sample.two), Math.Min(sample.one, sample.two));
            return Order(Scheme.Rate(indicator, Value($"{ValuePrinter.Amount(better)}人"), 2019, null).Symbol) >= Order(Scheme.Rate(indicator, Value($"{ValuePrinter.Amount(worse)}人"), 2019, null).Symbol);
        }));

    private static int Order(string mark) => mark switch { "◎" => 3, "○" => 2, "－" => 1, _ => 0 };

    private static Indicator Indicator(string baseline, string target, string? direction) => new() { Baseline = Value(baseline), Target = Value(target), Direction = direction };

    private static KpiValue Value(string text) => ValueReaderTests.Reader.Read(text).Value!;

    private static List<Rule> ReadRules()
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(TestDatabase.DataDirectory, "rules.csv")), CultureInfo.InvariantCulture);
        var rules = new List<Rule>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            if (csv["ビジョン"] == "1")
            {
                rules.Add(new Rule { Ordinal = csv.GetField<int>("順"), Condition = csv["条件"]!, Symbol = csv["記号"]!, TextJa = csv["理由"]!, TextEn = csv["理由（英語）"]! });
            }
        }

        return rules;
    }
}
