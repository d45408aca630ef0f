using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>Input that each file alone allows, but not what stands in the others, and how what is refused is told.</summary>
public sealed class InputLawTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly InputDirectory input = new();

    public void Dispose() => input.Dispose();

    [Fact]
    public async Task A_mark_that_evaluations_or_rules_have_stays()
    {
        input.Remove("marks.csv", "1,3,×");
        var problems = await RefusedAsync();
        Assert.Equal(9, problems.Count(problem => (problem.File, problem.Column, problem.Found) == ("evaluations.csv", "評価", "×")));
        Assert.Contains(problems, problem => problem.File == "rules.csv");
        Assert.All(problems, problem => Assert.Contains(problem.File, (string[])["evaluations.csv", "rules.csv"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task There_is_one_catalogue(int lines)
    {
        input.Edit("catalogues.csv", text => text.Split('\n')[0] + "\n" + string.Concat(Enumerable.Range(0, lines).Select(i => $"c-{i},題,Title,説明,Text,sapporo-area,\n")));
        var problem = Assert.Single(await RefusedAsync());
        Assert.Equal(("catalogues.csv", lines.ToString(System.Globalization.CultureInfo.InvariantCulture)), (problem.File, problem.Found));
        Assert.Contains("1行だけ", problem.MessageJa, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("projects.csv", ",1;2;3;4;5;6,,6,", ",1;2;3;4;5;9,,6,", "重点施策")]
    [InlineData("projects.csv", ",1;2;3;4;5;6,,6,", ",1;2;3;4;5;5,,6,", "重点施策")]
    [InlineData("projects.csv", ",1;2;3;4;5;6,,6,", ",1;2;3;4;5;6,,5,", "重点施策数")]
    public async Task Priority_measures_are_those_of_the_vision(string file, string from, string to, string column)
    {
        input.Edit(file, text => Once(text, from, to));
        var problem = Assert.Single(await RefusedAsync());
        Assert.Equal((file, column), (problem.File, problem.Column));
        Assert.True(problem.Line > 1);
        Assert.DoesNotContain("cardinality", problem.MessageJa, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_field_is_one_of_the_vision()
    {
        var line = File.ReadLines(Path.Combine(TestDatabase.DataDirectory, "projects.csv")).First(line => line.StartsWith("2-", StringComparison.Ordinal) && line.Contains(",2-r", StringComparison.Ordinal));
        var field = line.Split(',').First(cell => cell.StartsWith("2-r", StringComparison.Ordinal));
        input.Replace("projects.csv", line, line.Replace($",{field},", ",1-r1-a,", StringComparison.Ordinal));
        var problem = Assert.Single(await RefusedAsync());
        Assert.Equal(("projects.csv", "政策分野", "1-r1-a"), (problem.File, problem.Column, problem.Found));
    }

    [Theory]
    [InlineData("demographics.csv", "011002,population,2010,", "011002,population,2010.0,", "時点", "2010.0")]
    [InlineData("demographics.csv", "011002,population,2010,", "011002,population,2010年,", "時点", "2010年")]
    [InlineData("demographics.csv", "011002,population,2010,", "011002,population,平成22年,", "時点", "平成22年")]
    [InlineData("demographics.csv", "012033,population,2010,,\"131,928\",,", "012033,population,2010,,\"131,928\",notPrinted,", "値", "131,928")]
    [InlineData("demographics.csv", "012033,population,2010,", "12033,population,2010,", "地域", "12033")]
    public async Task Observations_are_refused_by_their_cell(string file, string from, string to, string column, string found)
    {
        input.Edit(file, text => Once(text, from, to));
        var problem = Assert.Single(await RefusedAsync());
        Assert.Equal((file, column, found), (problem.File, problem.Column, problem.Found));
        Assert.DoesNotContain("~", problem.MessageJa, StringComparison.Ordinal);
        Assert.Equal(found == "12033", problem.MessageJa.Contains("先頭の0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_is_named_where_it_opens()
    {
        input.Edit("evaluations.csv", text => string.Join('\n', text.Split('\n').Select((line, i) => i == 10 ? "1-2-2,2019,\"12社,,◎,,,,,,,,fy2019-project-status,試験" : line)));
        Assert.Contains(await RefusedAsync(), problem => problem.Line == 11 && problem.MessageJa.Contains("引用符", StringComparison.Ordinal) && problem.Found!.Length < 60);
    }

    [Fact]
    public async Task Commas_left_over_by_a_spreadsheet_are_named()
    {
        input.Edit("states.csv", text => string.Join('\n', text.Split('\n').Select(line => line.Length > 0 ? line + "," : line)));
        Assert.Contains("3列目の見出しが空です", Assert.Single(await RefusedAsync()).MessageJa, StringComparison.Ordinal);
    }

    private static string Once(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return text[..at] + to + text[(at + from.Length)..];
    }

    private async Task<IReadOnlyList<InputProblem>> RefusedAsync() => (await Assert.ThrowsAsync<InputException>(() => input.PublishAsync(database))).Problems;
}
