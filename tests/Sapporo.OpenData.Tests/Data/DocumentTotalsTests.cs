using System.Globalization;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Data;

/// <summary>The published figures against the documents' own totals, sums and counts, by hand-written SQL.</summary>
public class DocumentTotalsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("2010", "2584880")]
    [InlineData("2015", "2600875")]
    public async Task Population_columns_add_up_to_the_printed_total(string period, string total)
    {
        Assert.Equal(total, await database.ScalarAsync($"select sum(amount) from opendata.demographic_version where measure = 'population' and period = '{period}' and area <> 'sapporo-area'"));
        Assert.Equal(total, await database.ScalarAsync($"select amount from opendata.demographic_version where measure = 'population' and period = '{period}' and area = 'sapporo-area' and not approximate"));
    }

    [Fact]
    public async Task The_printed_ageing_rate_of_2015_stands_although_its_parts_weigh_to_another()
    {
        Assert.Equal("25.9", await database.ScalarAsync("select amount from opendata.demographic_version where id = 'sapporo-area-agingRate-2015-formation-report'"));
        Assert.Equal("26.0", await database.ScalarAsync("""
            select round(sum(r.amount * p.amount) / sum(p.amount), 1) from opendata.demographic_version r
              join opendata.demographic_version p on p.area = r.area and p.measure = 'population' and p.period = '2015' and p.source = r.source
             where r.measure = 'agingRate' and r.period = '2015' and r.source = 'formation-report' and r.area <> 'sapporo-area'
            """));
    }

    [Fact]
    public async Task Commuting_has_a_row_a_municipality_and_none_for_the_core_city()
    {
        Assert.Equal([["12", "11", "12"]], await database.QueryAsync("select count(*), count(amount), count(*) filter (where period is null) from opendata.demographic_version where measure = 'commutingRate'"));
        Assert.Equal([["―", "selfArea"]], await database.QueryAsync("select printed, amount_reason from opendata.demographic_version where measure = 'commutingRate' and amount is null"));
    }

    [Fact]
    public async Task Marks_count_as_the_document_does()
    {
        var counts = await database.QueryAsync("select e.rating, count(*) from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where e.fiscal_year = 2019 and i.project is not null group by 1 order by 2 desc");
        Assert.Equal([["◎", "38"], ["×", "9"], ["－", "8"], ["○", "1"]], counts);
        Assert.Equal([["－", "4"]], await database.QueryAsync("select rating, count(*) from opendata.evaluation_version where fiscal_year = 2019 and indicator like '1-kpi-%' group by 1"));
    }

    [Fact]
    public async Task Every_mark_of_2019_comes_out_of_the_rule_as_printed()
    {
        Assert.Empty(await database.QueryAsync("select e.id, e.rating, c.rating from opendata.evaluation_version e join opendata.evaluation_check_version c using (id) where e.fiscal_year = 2019 and (e.rating <> c.rating or not c.agrees)"));
        Assert.Equal("60", await database.ScalarAsync("select count(*) from opendata.evaluation_check_version where agrees"));
    }

    [Fact]
    public async Task The_achievement_rate_is_the_printed_one() =>
        Assert.Equal([["48", "39", "81.25", "81.25", "t"]], await database.QueryAsync("select rated, achieved, rate, printed_rate, agrees from opendata.evaluation_summary(1) where by = 'year'"));

    [Fact]
    public async Task Things_count_as_the_documents_do()
    {
        Assert.Equal([["1", "40", "40"], ["2", "53", "53"]], await database.QueryAsync("select vision, count(*), max(number) from opendata.project_version group by 1 order by 1"));
        Assert.Equal([["9", "6", "25"]], await database.QueryAsync("select count(*) filter (where role = 1), count(*) filter (where role = 2), count(*) filter (where role = 3) from opendata.project_version where vision = '1'"));
        Assert.Equal([["12", "5", "36"]], await database.QueryAsync("select count(*) filter (where role = 1), count(*) filter (where role = 2), count(*) filter (where role = 3) from opendata.project_version where vision = '2'"));
        Assert.Equal([["2-1", "6"], ["2-34", "6"]], await database.QueryAsync("select id, priority_measure_count from opendata.project_version where priority_measures is not null order by number"));
        Assert.Equal([["1", "4", "56"], ["2", "4", "0"]], await database.QueryAsync("select vision, count(*) filter (where project is null), count(project) from opendata.indicator_version group by 1 order by 1"));
    }

    [Theory]
    [InlineData("1-23", "1-23-1", 388.0)]
    [InlineData("1-4", "1-4-1", 0.5)]
    public async Task Remarks_add_up_to_the_actual(string project, string indicator, double tolerance)
    {
        var sum = decimal.Parse((await database.ScalarAsync($"select sum(quantity_amount) from opendata.activity_version where project = '{project}'"))!, CultureInfo.InvariantCulture);
        var actual = decimal.Parse((await database.ScalarAsync($"select actual_amount from opendata.evaluation_version where indicator = '{indicator}'"))!, CultureInfo.InvariantCulture);
        Assert.InRange(sum, actual - (decimal)tolerance, actual + (decimal)tolerance); // 約72,000人 is a rounded figure
    }

    [Fact]
    public async Task Every_fact_names_a_document_and_a_place() => Assert.Equal("0", await database.ScalarAsync("""
        select (select count(*) from opendata.evaluation_version where source_place = '') + (select count(*) from opendata.activity_version a where not exists (select from opendata.source_version s where s.id = a.source))
        """));

    [Fact]
    public async Task No_sentence_of_a_description_is_longer_than_a_reader_wants() =>
        Assert.Empty(await database.QueryAsync("select id from opendata.activity_version where length(description_ja) > 160"));
}
