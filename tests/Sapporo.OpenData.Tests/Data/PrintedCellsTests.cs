using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Data;

/// <summary>Cells picked from all over the documents, written down again by hand.</summary>
public class PrintedCellsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("1-1-1", "－", "100％（毎年度）", "81.25%", "×")]
    [InlineData("1-3-2", "－", "2019年度", "2019年度", "◎")]
    [InlineData("1-5-1", "－", "２回／年度", "2回", "◎")]
    [InlineData("1-6-1", "－", "8,000千円／年度", "7,371千円", "×")]
    [InlineData("1-8-2", "－", "２回／年度(2020年度以降)", "－", "－")]
    [InlineData("1-9-1", "－", "2019年度まで", "2020年度まで", "×")]
    [InlineData("1-kpi-3", "189,932人／日（2017年度）", "現状値からの増加（2023年度）", "185,242人（2019年度）", "－")]
    [InlineData("1-11-1", "１回／年（2017年度）", "１回／年度", "0回", "×")]
    [InlineData("1-12-1", "25.1万人（2017年度）", "29.8万人（2023年度）", "－", "－")]
    [InlineData("1-14-1", "－", "45人／年度", "29人", "×")]
    [InlineData("1-kpi-4", "▲2,805人（2017年）", "▲1,400人（2023年）", "▲3,252人（2019年）", "－")]
    [InlineData("1-19-1", "－", "124校", "124校以上（集計中）", "○")]
    [InlineData("1-21-1", "各１回／年度（2017年度）", "各１回／年度", "各１回", "◎")]
    [InlineData("1-22-1", "開設（2017年度）", "開設（毎年度）", "開設", "◎")]
    [InlineData("1-23-1", "73,000人（2017年度）", "75,000人／年度", "約79,600人", "◎")]
    [InlineData("1-24-1", "－", "13大学(2023年度まで)", "－", "－")]
    [InlineData("1-25-2", "維持（2017年度）", "維持", "維持", "◎")]
    [InlineData("1-26-1", "常時(2017年度)", "常時（毎年度）", "常時", "◎")]
    [InlineData("1-31-1", "－", "20回／年(2019年度)", "３回", "×")]
    [InlineData("1-32-1", "2,969／152（2017年度）", "5,559／250（2019年度）", "3,832／194", "×")]
    [InlineData("1-34-2", "－", "5,000人／年度", "6,425人", "◎")]
    [InlineData("1-36-2", "－", "75％／年度", "75%", "◎")]
    [InlineData("1-38-1", "－", "各１回以上／年度", "各１回以上", "◎")]
    [InlineData("1-39-1", "－", "２人以上／年度", "２人", "◎")]
    [InlineData("1-40-1", "－", "2022年度", "－", "－")]
    public async Task Indicator_rows_stand_as_printed(string indicator, string baseline, string target, string actual, string mark) => Assert.Equal(
        [[baseline, target, actual, mark]],
        await database.QueryAsync($"select i.baseline_text, i.target_text, e.actual_text, e.rating from opendata.indicator_version i join opendata.evaluation_version e on e.indicator = i.id and e.fiscal_year = 2019 where i.id = '{indicator}'"));

    [Theory]
    [InlineData("1-kpi-1-2023", "28兆9千億円 (2020)", "28900000000000")]
    [InlineData("1-kpi-2-2023", "39,730千人 (2023)", "39730000")]
    [InlineData("1-kpi-3-2023", "162,170人 (2023)", "162170")]
    [InlineData("1-kpi-4-2023", "▲2,939人 (2023)", "-2939")]
    public async Task Final_results_have_no_mark(string id, string actual, string amount) => Assert.Equal(
        [[actual, amount, null, "notAchieved"]],
        await database.QueryAsync($"select actual_text, actual_amount, rating, rating_code from opendata.evaluation_version where id = '{id}'"));

    [Theory]
    [InlineData("2-kpi-1", "28兆9千億円 (2020)", "30兆7千億円 (2028)")]
    [InlineData("2-kpi-2", "30,273千人 (2022)", "35,000千人 (2028)")]
    [InlineData("2-kpi-3", "151,149人 (2022)", "191,851人 (2028)")]
    [InlineData("2-kpi-4", "▲2,588人 (2022)", "▲650人 (2028)")]
    public async Task The_second_vision_sets_its_own_baselines(string id, string baseline, string target) =>
        Assert.Equal([[baseline, target]], await database.QueryAsync($"select baseline_text, target_text from opendata.indicator_version where id = '{id}'"));

    [Theory]
    [InlineData("2-1", "連携事業の企画、立案、効果検証", 54, 6)]
    [InlineData("2-2", "連携した企業誘致の推進", 55, 1)]
    [InlineData("2-12", "MICE誘致の推進", 60, 1)]
    [InlineData("2-20", "生活困窮者自立支援法の任意事業に関する情報共有", 66, 1)]
    [InlineData("2-28", "子どもの社会体験活動等の場の創出に関する取組の促進", 70, 1)]
    [InlineData("2-34", "脱炭素に向けた取組の推進", 73, 6)]
    [InlineData("2-39", "デジタル技術を活用した住民サービスの向上に向けた取組の推進", 76, 1)]
    [InlineData("2-47", "札幌市東京事務所を活用した首都圏PR等の促進", 81, 2)]
    [InlineData("2-53", "航空写真の共同撮影", 84, 1)]
    public async Task Projects_of_the_second_vision_stand_as_printed(string id, string name, int page, int dots) => Assert.Equal(
        [[name, $"{page}", $"{dots}"]], await database.QueryAsync($"select name_ja, page, priority_measure_count from opendata.project_version where id = '{id}'"));

    [Fact]
    public async Task The_partner_agreement_counts_15_companies_in_11_agreements_with_12_municipalities() => Assert.Equal(
        ["11協定", "12市町村", "15社"],
        (await database.QueryAsync("select quantity_text from opendata.partnership_version where kind = 'agreement' and quantity_text is not null order by quantity_text collate \"C\"")).Select(row => row[0]));
}
