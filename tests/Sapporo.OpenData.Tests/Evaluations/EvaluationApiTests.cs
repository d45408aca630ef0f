using System.Text.RegularExpressions;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Evaluations;

/// <summary>Marks, rates, series, comparisons and quality as the API tells them.</summary>
public partial class EvaluationApiTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task All_60_marks_of_2019_agree_and_say_why_in_both_languages()
    {
        foreach (var language in new[] { "ja", "en" })
        {
            var rows = await api.AllItemsAsync($"/v1/evaluations?fiscalYear=2019&lang={language}");
            Assert.Equal(60, rows.Count);
            Assert.All(rows, row => Assert.True(row["check"]!["agrees"]!.GetValue<bool>() && row["check"]!["rating"]!.GetValue<string>() == row["rating"]!.GetValue<string>() && row["check"]!["reason"]!.GetValue<string>().Length > 3, row.ToJsonString()));
        }
    }

    [Fact]
    public async Task The_final_results_missed_without_a_mark()
    {
        var rows = await api.AllItemsAsync("/v1/evaluations?fiscalYear=2023");
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.Equal((null, "notAchieved", "×", null), (row["rating"], row["ratingCode"]!.GetValue<string>(), row["check"]!["rating"]!.GetValue<string>(), row["check"]!["agrees"])));
    }

    [Fact]
    public async Task The_whole_year_stands_first_and_its_parts_add_up_to_it()
    {
        foreach (var by in new[] { "role", "project", "priorityMeasure" })
        {
            var rows = await api.AllItemsAsync($"/v1/evaluations/summary?by={by}");
            var whole = rows[0];
            Assert.Equal((2019, 48, 39, 81.25m, 81.25m, true), (whole["fiscalYear"]!.GetValue<int>(), whole["rated"]!.GetValue<int>(), whole["achieved"]!.GetValue<int>(), whole["rate"]!.GetValue<decimal>(), whole["printedRate"]!.GetValue<decimal>(), whole["agrees"]!.GetValue<bool>()));
            Assert.Equal("""{"achieved":38,"provisional":1,"notAchieved":9,"notRated":8}""", whole["counts"]!.ToJsonString());
            foreach (var name in new[] { "indicators", "rated", "achieved" })
            {
                Assert.Equal(whole[name]!.GetValue<int>(), rows.Skip(1).Sum(row => row[name]!.GetValue<int>()));
            }
        }
    }

    [Fact]
    public async Task A_series_runs_over_both_visions_and_keeps_what_differs()
    {
        var points = await api.AllItemsAsync("/v1/indicators/2-kpi-2/series");
        Assert.Equal(["1-kpi-2-baseline", "1-kpi-2-2019", "2-kpi-2-baseline", "1-kpi-2-2023", "1-kpi-2-target", "2-kpi-2-target"], points.Select(point => point["id"]!.GetValue<string>()));
        Assert.Equal([2017, 2018, 2022, 2023, 2023, 2028], points.Select(point => point["year"]!.GetValue<int>()));
        Assert.Equal(["fiscal", "fiscal", "unstated", "unstated", "fiscal", "unstated"], points.Select(point => point["yearBasis"]!.GetValue<string>()));
        var alone = await api.AllItemsAsync("/v1/indicators/1-14-1/series");
        Assert.Equal((true, 2019, "fiscal"), (alone[0]["yearInferred"]!.GetValue<bool>(), alone[0]["year"]!.GetValue<int>(), alone[0]["yearBasis"]!.GetValue<string>()));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await api.Client.GetAsync("/v1/indicators/9-9-9/series")).StatusCode);
    }

    [Fact]
    public async Task Comparisons_are_those_of_hand_written_SQL()
    {
        var rows = await api.AllItemsAsync("/v1/compare?measure=population&period=2015&source=formation-report&limit=500");
        Assert.Equal(13, rows.Count);
        var expected = await api.QueryAsync("""
            select area, rank() over (order by amount desc), trim_scale(round(amount * 100 / 2600875, 2)),
                   trim_scale(amount - (select o.amount from opendata.demographic_version o where o.area = d.area and o.measure = 'population' and o.period = '2010'))
              from opendata.demographic_version d where measure = 'population' and period = '2015' and area <> 'sapporo-area' order by area
            """);
        Assert.Equal(expected.Select(row => string.Join(' ', row)), rows.Skip(1).OrderBy(row => row["area"]!.GetValue<string>(), StringComparer.Ordinal)
            .Select(row => $"{row["area"]} {row["rank"]} {row["share"]} {row["change"]}"));
        var rate = (await api.AllItemsAsync("/v1/compare?measure=agingRate&period=2015&area=sapporo-area&source=formation-report"))[0];
        Assert.Equal((25.9m, 26m, -0.1m), (rate["amount"]!.GetValue<decimal>(), rate["computed"]!.GetValue<decimal>(), rate["difference"]!.GetValue<decimal>()));
        Assert.Contains("四捨五入", rate["differenceReason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_tells_what_agrees_what_does_not_and_what_is_missing()
    {
        var rows = (await api.AllItemsAsync("/v1/quality")).ToDictionary(row => row["id"]!.GetValue<string>());
        Assert.Equal(["weightedMean-agingRate-2015-formation-report"], rows.Values.Where(row => !row["agrees"]!.GetValue<bool>()).Select(row => row["id"]!.GetValue<string>()));
        Assert.Equal(("60", "60"), (rows["marks-2019"]["expected"]!.GetValue<string>(), rows["marks-2019"]["found"]!.GetValue<string>()));
        Assert.Equal(("79600", "79611"), (rows["remark-1-23-1-2019"]["expected"]!.GetValue<string>(), rows["remark-1-23-1-2019"]["found"]!.GetValue<string>()));
        Assert.Equal("75", rows["remark-1-36-2-2019"]["found"]!.GetValue<string>());
        Assert.Equal(40, rows["coverage-projects-page"]["detail"]!["missing"]!["noPagePrinted"]!.GetValue<int>());
        Assert.All(new[] { "columnTotal", "weightedMean", "remark", "achievementRate", "marks", "checkDigit", "reference", "coverage" }, kind => Assert.Contains(rows.Values, row => row["kind"]!.GetValue<string>() == kind));
    }

    [Fact]
    public async Task The_rules_are_explained_in_both_languages_and_linked()
    {
        var link = (await api.JsonAsync("/v1"))["links"]!["ratingRules"]!.GetValue<string>();
        var japanese = await api.Client.GetStringAsync(link);
        var english = await api.Client.GetStringAsync($"{link}?lang=en");
        Assert.Contains("<h1>評価の計算のしかた</h1>", japanese, StringComparison.Ordinal);
        Assert.Contains("<h1>How ratings are computed</h1>", english, StringComparison.Ordinal);
        var rules = await api.AllItemsAsync("/v1/rules?vision=1");
        var order = rules.OrderBy(rule => rule["ordinal"]!.GetValue<int>()).Select(rule => rule["condition"]!.GetValue<string>()).ToList();
        Assert.All([japanese, english], page => Assert.Equal(order, ConditionForm().Matches(page.Split("<ol>")[1].Split("</ol>")[0]).Select(match => match.Groups["condition"].Value)));
        Assert.NotEqual(english, japanese);
    }

    [GeneratedRegex("<li>[^<]*?[（(](?<condition>[A-Za-z]+)[）);:。]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConditionForm();
}

/// <summary>What a changed row does to marks, rates and quality.</summary>
public sealed class EvaluationPublishingTests : TestDatabase
{
    [Fact]
    public async Task A_mark_that_disagrees_is_published_as_printed_and_shown_to_disagree()
    {
        await PublishAsync("1-14-1,2019,29人,,×", "1-14-1,2019,29人,,◎");
        Assert.Equal([["◎", "×", "f"]], await QueryAsync("select e.rating, c.rating, c.agrees from opendata.evaluation_version e join opendata.evaluation_check_version c on c.id = e.id and c.until_release is null where e.id = '1-14-1-2019' and e.until_release is null"));
        Assert.Equal([["60", "59", "f", "{\"disagreeing\": [\"1-14-1-2019\"]}"]], await QueryAsync("select expected, found, agrees, detail from opendata.quality_check_version where id = 'marks-2019' and until_release is null"));
        Assert.Equal([["83.33", "f"]], await QueryAsync("select rate, agrees from opendata.evaluation_summary(2) where by = 'year'"));
        Assert.Equal([["81.25", "t"]], await QueryAsync("select rate, agrees from opendata.evaluation_summary(1) where by = 'year'"));
    }

    [Fact]
    public async Task A_row_that_is_not_rated_never_changes_the_rate()
    {
        await PublishAsync("1-12-1,2019,－,noActual,－,notDue,,", null);
        Assert.Equal([["81.25", "55"]], await QueryAsync("select rate, indicators from opendata.evaluation_summary(2) where by = 'year'"));
    }

    // Made up: households of one each, so that the whole is twelve.
    [Fact]
    public async Task Printed_wholes_of_any_measure_are_checked_also_without_a_period()
    {
        using var input = new InputDirectory();
        input.Append("measures.csv", "households,4,世帯数,Households,人,試験用の項目,Made up,合計,,0");
        var areas = await QueryAsync("select id, kind from opendata.area_version where until_release is null");
        foreach (var area in areas)
        {
            input.Append("demographics.csv", $"{area[0]},households,,periodNotPrinted,{(area[1] == "region" ? "12" : "1")},,人,,,basisNotPrinted,,,formation-report,試験用に作った行");
        }

        Assert.Equal(2, (await input.PublishAsync(this)).Release);
        Assert.Equal([["columnTotal", "demographics households", "12", "t"]], await QueryAsync("select kind, subject, found, agrees from opendata.quality_check_version where id = 'columnTotal-households-undated-formation-report' and until_release is null"));
    }

    // Made up for these tests: one line of the published file changed, or left out.
    private async Task PublishAsync(string from, string? to)
    {
        var folder = Directory.CreateTempSubdirectory("opendata-input-").FullName;
        var lines = (await File.ReadAllTextAsync(Path.Combine(DataDirectory, "evaluations.csv"))).Split('\n');
        Assert.Single(lines, line => line.StartsWith(from, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder, "evaluations.csv"), string.Join('\n', lines.Where(line => to is not null || !line.StartsWith(from, StringComparison.Ordinal)).Select(line => to is null ? line : line.Replace(from, to, StringComparison.Ordinal))));
        Assert.Equal(2, (await new Publisher(Publisher).PublishAsync(folder)).Release);
        Directory.Delete(folder, recursive: true);
    }
}
