using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>Checks rest on the difference between a file and what is published: nothing may be missed in what does not differ. Each test has a database of its own.</summary>
public sealed class DifferenceTests : TestDatabase, IDisposable
{
    private const string Removed = "vision2-structure";
    private const string Header = "area,measure,period,period_reason,printed,amount_reason,unit,projection,basis,basis_reason,inferred,inference_reasons,source,source_place";

    private readonly InputDirectory input = new();

    public void Dispose() => input.Dispose();

    [Fact]
    public async Task Lines_that_do_not_change_are_named_where_what_they_refer_to_goes()
    {
        input.Remove("sources.csv", Removed);
        var alone = await Refused();
        Assert.All(alone, problem => Assert.Equal(0, problem.Line));
        var referring = await QueryAsync($"select id from opendata.project_version where until_release is null and source = '{Removed}' order by id");
        Assert.Equal(referring.Select(row => $"The published {row[0]} refers to this source, which would be gone."), alone.Where(problem => problem.File == "projects.csv").Select(problem => problem.MessageEn));

        // The same lines, staged as they are published: named by line.
        var path = Path.Combine(input.Path, "projects.csv");
        File.Copy(Path.Combine(DataDirectory, "projects.csv"), path);
        var staged = await Refused();
        Assert.Equal(referring.Count, staged.Count(problem => problem.File == "projects.csv"));
        Assert.All(staged, problem => Assert.Equal(problem.File == "projects.csv", problem.Line > 0));
        Assert.Equal(["There is no such source."], staged.Where(problem => problem.Line > 0).Select(problem => problem.MessageEn).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_line_that_stands_twice_is_named_whether_it_differs_or_not()
    {
        var line = File.ReadLines(Path.Combine(DataDirectory, "units.csv")).Last();
        input.Append("units.csv", line);
        var refused = await Refused();
        Assert.Equal([(16, "A line with this id stands above.")], refused.Select(problem => (problem.Line, problem.MessageEn)));
    }

    // More rows than are looked up one by one; the figures are made up.
    [Fact]
    public async Task Many_lines_are_published_as_few_are()
    {
        var lines = (from area in await QueryAsync("select id from opendata.municipality_version where until_release is null order by id")
                     from month in Enumerable.Range(0, 1_000)
                     select $"{area[0]},population,{1000 + (month / 12)}-{(month % 12) + 1:00},,{1_000 + month},,人,,,basisNotPrinted,,,formation-report,試験用に作った行").ToList();
        Assert.Equal((12_000, 0, 0, 12_069), await PublishAsync(lines));
        var before = await StateAsync();
        // The publication has summarized what it wrote.
        Assert.Equal("0", await ScalarAsync("select brin_summarize_new_values('opendata.demographic_version_since_release_until_release_idx')"));

        // A year of a municipality is taken out, and others are changed.
        var changed = lines.Index().Where(line => line.Index >= 12).Select(line => line.Index % 2_000 == 1_999 ? line.Item.Replace(",1999,", ",2000,", StringComparison.Ordinal) : line.Item).ToList();
        Assert.Equal((0, 6, 12, 12_057), await PublishAsync(changed));
        Assert.Equal("6", await ScalarAsync("select count(*) from opendata.demographic_version where since_release = 3 and revised"));
        Assert.Equal("18", await ScalarAsync("select count(*) from opendata.demographic_version where until_release = 3"));
        Assert.Equal((12, 6, 0, 12_069), await PublishAsync(lines));
        Assert.Equal(before, await StateAsync());

        // Mistakes at both ends are found among lines that do not change.
        var mistaken = lines.ToList();
        mistaken[0] = mistaken[0].Replace(",人,,,basisNotPrinted,", ",人,,国勢調査,basisNotPrinted,", StringComparison.Ordinal);
        mistaken[^1] = mistaken[^1].Replace("formation-report", "no-such-report", StringComparison.Ordinal);
        mistaken.Add(lines[5_000]);
        Write(mistaken);
        Assert.Equal([2, 12_001, 12_002], (await Refused()).Select(problem => problem.Line));
    }

    private async Task<(int Added, int Changed, int Removed, int Current)> PublishAsync(IReadOnlyList<string> lines)
    {
        Write(lines);
        var count = (await input.PublishAsync(this)).Counts.Single(count => count.Resource == "demographics");
        return (count.Added, count.Changed, count.Removed, count.Current);
    }

    private void Write(IReadOnlyList<string> lines) => File.WriteAllLines(Path.Combine(input.Path, "demographics.csv"), lines.Prepend(Header));

    private Task<string?> StateAsync() => ScalarAsync("select md5(string_agg((to_jsonb(v) - 'since_release' - 'revised')::text, '' order by v.id)) from opendata.demographic_version v where until_release is null");

    private async Task<IReadOnlyList<InputProblem>> Refused() => (await Assert.ThrowsAsync<InputException>(() => input.PublishAsync(this))).Problems;
}
