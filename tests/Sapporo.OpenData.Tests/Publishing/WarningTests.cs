using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>What is likely wrong is warned of, and nothing else is.</summary>
public sealed class WarningTests : TestDatabase, IDisposable
{
    private readonly InputDirectory input = new();

    public void Dispose() => input.Dispose();

    [Fact]
    public async Task The_published_data_gives_no_warning_neither_first_nor_again()
    {
        var empty = await CreateEmptyAsync();
        await Migrator.MigrateAsync(TestCluster.For(empty));
        await using var source = OpenDataSources.Create(TestCluster.For(empty) + ";Pooling=false", DatabaseRole.Publisher, TimeSpan.Zero);
        Assert.Empty((await new Publisher(source).PublishAsync(DataDirectory)).Warnings);
        Assert.Empty((await new Publisher(Publisher).PublishAsync(DataDirectory)).Warnings);
    }

    [Theory]
    [InlineData("140社", "◎", "magnitude", "実績値", "12社")]
    [InlineData("１社", "×", "magnitude", "実績値", "12社")]
    [InlineData("14件", "－", "unitChanged", "実績値", "社")]
    [InlineData("14", "－", "unitChanged", "実績値", "社")]
    [InlineData("14社", "×", "markDisagrees", "評価", "◎")]
    public async Task A_new_year_is_held_against_the_last(string actual, string mark, string kind, string column, string expected)
    {
        input.AddFiscalYear2020(actual, mark);
        var warning = Assert.Single(await WarningsAsync(), warning => warning.Kind == kind);
        Assert.Equal(("evaluations.csv", 2, column, column == "評価" ? mark : actual), (warning.File, warning.Line, warning.Column, warning.Found));
        Assert.Contains(expected, warning.MessageJa, StringComparison.Ordinal);
        Assert.Contains(expected, warning.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_year_without_all_its_indicators_and_without_a_data_file_says_so_and_nothing_of_other_years()
    {
        input.AddFiscalYear2020();
        var warnings = await WarningsAsync();
        Assert.Equal(["indicatorMissing", "dataFileMissing"], warnings.Select(warning => warning.Kind));
        Assert.Contains("54", warnings[0].MessageJa, StringComparison.Ordinal);
        Assert.Contains("1-1-1", warnings[0].Found, StringComparison.Ordinal);
        Assert.Equal("2020", warnings[1].Found);
        await input.PublishAsync(this);
        Assert.Empty(await WarningsAsync());
    }

    [Fact]
    public async Task A_year_outside_those_of_the_vision_is_named()
    {
        input.Edit("evaluations.csv", text => string.Join('\n', text.Split('\n')[0], "1-2-2,2025,12社,,◎,,,,,,,,fy2019-project-status,試験用に作った行", ""));
        var warning = Assert.Single(await WarningsAsync(), warning => warning.Kind == "yearOutsideVision");
        Assert.Equal((2, "2025"), (warning.Line, warning.Found));
        Assert.Contains("2019～2023年度", warning.MessageJa, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_actual_is_held_against_the_baseline_part_by_part()
    {
        input.Replace("evaluations.csv", "3,832／194", "38,320／194");
        var warning = Assert.Single(await WarningsAsync());
        Assert.Equal(("magnitude", "38,320／194"), (warning.Kind, warning.Found));
        Assert.Contains("基準値「2,969／152", warning.MessageJa, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1,952,356\"", "\"195,235\"", "公表中の「1,952,356」", 15)]
    [InlineData("\"1,952,356\"", "\"19,523,560\"", "「1,913,545」", 15)]
    public async Task A_figure_of_another_order_is_warned_of(string from, string to, string expected, int line)
    {
        input.Replace("demographics.csv", from, to);
        var warning = Assert.Single(await WarningsAsync());
        Assert.Equal(("magnitude", "demographics.csv", line, "値"), (warning.Kind, warning.File, warning.Line, warning.Column));
        Assert.Contains(expected, warning.MessageJa, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_municipality_and_removed_rows_are_named()
    {
        input.Remove("demographics.csv", "012033,population,2015");
        input.Remove("activities.csv", "1-24-2019-4,");
        var warnings = await WarningsAsync();
        Assert.Equal(["rowsRemoved", "municipalityMissing", "rowsRemoved"], warnings.Select(warning => warning.Kind));
        Assert.Equal(["012033-population-2015-formation-report", "012033", "1-24-2019-4"], warnings.Select(warning => warning.Found));
        Assert.Contains("小樽市", warnings[1].MessageJa, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_indicator_taken_out_of_a_year_is_missing()
    {
        input.Remove("evaluations.csv", "1-2-1,2019");
        Assert.Equal("1-2-1", Assert.Single(await WarningsAsync(), warning => warning.Kind == "indicatorMissing").Found);
    }

    [Fact]
    public async Task A_unit_redefined_is_warned_of_where_it_is_defined()
    {
        input.Replace("measures.csv", ",人,", ",社,");
        Assert.Contains(await WarningsAsync(), warning => warning is { Kind: "unitChanged", File: "measures.csv", Line: 2, Found: "population" });
    }

    [Theory]
    [InlineData("#REF!")]
    [InlineData("########")]
    [InlineData("1.0E+05")]
    [InlineData("7-Dec")]
    [InlineData("生活?の充実")]
    public async Task What_a_spreadsheet_left_behind_is_warned_of_in_rows_that_change(string damage)
    {
        input.Replace("states.csv", "maintained", damage);
        var warning = Assert.Single(await WarningsAsync());
        Assert.Equal(("spreadsheetDamage", "states.csv", "英語", damage), (warning.Kind, warning.File, warning.Column, warning.Found));
        await input.PublishAsync(this);
        Assert.Empty(await WarningsAsync());
    }

    [Fact]
    public async Task Problems_come_with_the_warnings_that_can_be_told()
    {
        input.AddFiscalYear2020("140社");
        input.Replace("evaluations.csv", "1-8-2,2020", "1-8-9,2020");
        var refused = await Assert.ThrowsAsync<InputException>(() => input.PublishAsync(this));
        Assert.Equal(3, Assert.Single(refused.Problems).Line);
        Assert.Equal("magnitude", Assert.Single(refused.Warnings).Kind);
    }

    private async Task<IReadOnlyList<InputWarning>> WarningsAsync() => (await new Publisher(Publisher).PublishAsync(input.Path, dryRun: true)).Warnings;
}
