using System.Text;
using Npgsql;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>Publishing directories of CSV files, each test in a database of its own.</summary>
public sealed class PublisherTests : TestDatabase, IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("opendata-input-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_same_files_again_make_no_release()
    {
        Assert.Null((await Publish(DataDirectory)).Release);
        Assert.Equal("1", await ScalarAsync("select max(number) from opendata.release"));
    }

    [Fact]
    public async Task A_release_closes_what_changed_and_leaves_the_rest()
    {
        Edit("evaluations.csv", text => text.Replace("1-2-1,2019,１回,,◎", "1-2-1,2019,２回,,◎", StringComparison.Ordinal));
        var result = await Publish(directory, "誤記の訂正");
        Assert.Equal(2, result.Release);
        Assert.Equal([("evaluations", 0, 1, 0, 64), ("evaluationChecks", 0, 1, 0, 64)], result.Counts.Select(count => (count.Resource, count.Added, count.Changed, count.Removed, count.Current)));
        Assert.Equal([["１回", "1", "2"], ["２回", "2", null]], await QueryAsync("select actual_text, since_release, until_release from opendata.evaluation_version where id = '1-2-1-2019' order by since_release"));
        Assert.Equal("実績「２回」は目標「１回／年度」に達した", await ScalarAsync("select reason_ja from opendata.evaluation_check_version where id = '1-2-1-2019' and until_release is null"));
    }

    [Fact]
    public async Task A_file_speaks_only_of_its_scope()
    {
        // Made up for this test: one row of a year that no document covers.
        Edit("evaluations.csv", text => string.Join('\n', text.Split('\n')[0], "1-2-1,2020,３回,,◎,,,,,,,,fy2019-project-status,試験用に作った行", ""));
        var result = await Publish(directory);
        Assert.Equal((1, 0, 0, 65), Counts(result, "evaluations"));
        Edit("evaluations.csv", text => text.Replace("３回", "０回", StringComparison.Ordinal).Replace("◎", "×", StringComparison.Ordinal));
        Assert.Equal((0, 1, 0, 65), Counts(await Publish(directory), "evaluations"));
    }

    [Fact]
    public async Task A_line_taken_out_of_its_scope_is_removed()
    {
        Edit("activities.csv", text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("1-24-2019-4,", StringComparison.Ordinal))));
        Assert.Equal((0, 0, 1, 157), Counts(await Publish(directory), "activities"));
        Assert.Equal("1", await ScalarAsync("select count(*) from opendata.activity where id = '1-24-2019-4'"));
    }

    [Fact]
    public async Task Shift_JIS_as_Excel_writes_it_and_a_byte_order_mark_are_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        File.WriteAllBytes(Path.Combine(directory, "states.csv"), Encoding.GetEncoding(932).GetBytes("語,英語\r\n常時,at all times\r\n開設,open\r\n維持,kept up\r\n"));
        File.WriteAllText(Path.Combine(directory, "units.csv"), File.ReadAllText(Path.Combine(DataDirectory, "units.csv")), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal((0, 1, 0, 3), Counts(await Publish(directory), "states"));
    }

    [Fact]
    public async Task English_headers_are_read_too()
    {
        Edit("states.csv", text => "id,name_en\n" + string.Join('\n', text.Split('\n').Skip(1)));
        Assert.Null((await Publish(directory)).Release);
    }

    [Theory]
    [InlineData("evaluations.csv", "1-2-2,2019,12社", "1-2-2,2019,12頭", 6, "実績値", "12頭")]
    [InlineData("evaluations.csv", "1-2-2,2019,12社,,◎", "1-2-2,2019,12社,,〇", 6, "評価", "〇")]
    [InlineData("evaluations.csv", "1-2-2,2019,", "1-99-2,2019,", 6, "評価指標", "1-99-2")]
    [InlineData("evaluations.csv", "1-kpi-1,2019,－,notMeasurable,", "1-kpi-1,2019,－,,", 2, "実績値", "－")]
    [InlineData("evaluations.csv", "1-kpi-1,2019,－,notMeasurable,", "1-kpi-1,令和元年,－,notMeasurable,", 2, "年度", "令和元年")]
    [InlineData("municipalities.csv", "011002,1,", "11002,1,", 2, "団体コード", "11002")]
    [InlineData("municipalities.csv", "サッポロシ,Sapporo,市", "サッポロシ,Sapporo,区", 2, "区分", "区")]
    [InlineData("municipalities.csv", "012033,2,", "011002,2,", 3, null, "011002")]
    [InlineData("demographics.csv", "011002,population,2010,,\"1,913,545\"", "011002,population,2010,,\"1,913,5450\"", 2, "値", "1,913,5450")]
    [InlineData("demographics.csv", "011002,population,2010,", "999999,population,2010,", 2, "地域", "999999")]
    [InlineData("indicators.csv", "現状値からの増加（2023年度）", "現状値以上（2023年度）", 0, "目標値", "現状値以上（2023年度）")]
    [InlineData("projects.csv", "vision2-structure", "no-such-document", 0, "出典", "no-such-document")]
    [InlineData("demographics.csv", "1,952,356\",,人", "1,952,356\",,社", 0, "単位", "社")]
    [InlineData("evaluations.csv", "1-2-2,2019,", "1-2-2,20190,", 6, "年度", "20190")]
    [InlineData("activities.csv", "7/12,2019-07-12,2019-07-12", "7/12,2019-07-12,2019-07-11", 2, "終了日", "2019-07-11")]
    [InlineData("evaluations.csv", "1-2-2,2019,12社,,◎,,,", "1-2-2,2019,12社,,◎,,,baseline", 6, "文字のみ", "baseline")]
    [InlineData("states.csv", "語,英語", "語,Englisch", 1, "Englisch", null)]
    [InlineData("states.csv", "常時,at all times", "常時,at all times,extra", 2, null, null)]
    public async Task A_mistake_is_named_by_file_line_and_column_and_nothing_is_published(string file, string from, string to, int line, string? column, string? found)
    {
        Edit(file, text => text.Contains(from, StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal) : throw new InvalidOperationException(from));
        var refused = await Assert.ThrowsAsync<InputException>(() => Publish(directory));
        Assert.Contains(refused.Problems, problem => problem.File == file && (line == 0 || problem.Line == line) && problem.Column == column && (found is null || problem.Found == found));
        Assert.Equal("1", await ScalarAsync("select max(number) from opendata.release"));
    }

    [Theory]
    [InlineData("partnerships.csv", new byte[0])]
    [InlineData("partnerships.csv", new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData("states.csv", new byte[] { 0x69, 0x64, 0x2C, 0x6E, 0x61, 0x6D, 0x65, 0x5F, 0x65, 0x6E, 0x0A, 0xE5, 0xB8, 0xB8, 0xE6, 0x99, 0x82, 0x2C, 0x61, 0xE3, 0x81, 0x0A })]
    [InlineData("STATES.CSV", new byte[] { 0x69, 0x64, 0x2C, 0x6E, 0x61, 0x6D, 0x65, 0x5F, 0x65, 0x6E, 0x0A })]
    public async Task An_empty_broken_or_misnamed_file_is_refused(string file, byte[] content)
    {
        await File.WriteAllBytesAsync(Path.Combine(directory, file), content);
        var refused = await Assert.ThrowsAsync<InputException>(() => Publish(directory));
        Assert.Equal(file, Assert.Single(refused.Problems).File);
    }

    [Fact]
    public async Task All_mistakes_are_named_at_once()
    {
        Edit("municipalities.csv", text => text.Replace("011002,1,", "11002,x,", StringComparison.Ordinal).Replace("岩見沢市,イワミザワシ", "岩見沢市,", StringComparison.Ordinal));
        Edit("states.csv", text => text.Replace("常時,at all times", "常時,", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<InputException>(() => Publish(directory));
        Assert.Equal(["団体コード", "順", "カナ", "英語"], refused.Problems.OrderBy(problem => Array.IndexOf(["団体コード", "順", "カナ", "英語"], problem.Column)).Select(problem => problem.Column));
    }

    [Fact]
    public async Task A_file_that_is_wrong_from_end_to_end_is_counted_after_ten_thousand_problems()
    {
        Edit("units.csv", text => text.TrimEnd('\n') + "\n" + string.Concat(Enumerable.Repeat("1,2,3,4,5,6,7,8,9\n", 12_345)));
        var refused = await Assert.ThrowsAsync<InputException>(() => Publish(directory));
        Assert.Equal(12_345, refused.Count);
        Assert.Equal(10_001, refused.Problems.Count);
        Assert.Equal(new InputProblem("units.csv", 0, null, null, "ほかに 2345 件の問題があります。", "There are 2345 more problems."), refused.Problems[^1]);
    }

    [Fact]
    public async Task What_is_still_referred_to_cannot_be_removed()
    {
        Edit("sources.csv", text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("vision2-structure", StringComparison.Ordinal))));
        var refused = await Assert.ThrowsAsync<InputException>(() => Publish(directory));
        Assert.Contains(refused.Problems, problem => problem.File == "projects.csv" && problem.Found == "vision2-structure");
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_keeps_nothing()
    {
        Edit("states.csv", text => text.Replace("maintained", "kept up", StringComparison.Ordinal));
        var result = await new Publisher(Publisher).PublishAsync(directory, dryRun: true);
        Assert.Equal((null, 1), (result.Release, result.Counts.Single().Changed));
        Assert.Equal("1", await ScalarAsync("select max(number) from opendata.release"));
    }

    [Fact]
    public async Task Reverting_publishes_the_earlier_state_as_a_new_release()
    {
        Edit("evaluations.csv", text => text.Replace("1-2-1,2019,１回,,◎", "1-2-1,2019,２回,,◎", StringComparison.Ordinal));
        Edit("partnerships.csv", text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("direction-", StringComparison.Ordinal))));
        Assert.Equal(2, (await Publish(directory)).Release);
        var result = await new Publisher(Publisher).RevertAsync(1);
        Assert.Equal(3, result.Release);
        Assert.Equal((0, 1, 0, 64), Counts(result, "evaluations"));
        Assert.Equal((3, 0, 0, 100), Counts(result, "partnerships"));
        foreach (var table in await QueryAsync("select name from opendata.versioned_table"))
        {
            var rows = $"select md5(coalesce(string_agg(t, '' order by t), '')) from (select (to_jsonb(v) - '{{since_release,until_release,revised}}'::text[])::text as t from opendata.{table[0]}_version v where since_release <= RELEASE and (until_release is null or until_release > RELEASE)) s";
            Assert.Equal(await ScalarAsync(rows.Replace("RELEASE", "1", StringComparison.Ordinal)), await ScalarAsync(rows.Replace("RELEASE", "3", StringComparison.Ordinal)));
        }

        Assert.Null((await new Publisher(Publisher).RevertAsync(3)).Release);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new Publisher(Publisher).RevertAsync(9));
    }

    [Fact]
    public async Task Two_publishers_at_once_make_two_releases_one_after_the_other()
    {
        Edit("states.csv", text => text.Replace("maintained", "kept up", StringComparison.Ordinal));
        var other = Directory.CreateDirectory(Path.Combine(directory, "other")).FullName;
        File.WriteAllText(Path.Combine(other, "units.csv"), File.ReadAllText(Path.Combine(DataDirectory, "units.csv")).Replace("persons", "people", StringComparison.Ordinal));
        var results = await Task.WhenAll(Publish(directory), Publish(other));
        Assert.Equal([2, 3], results.Select(result => result.Release!.Value).Order());
    }

    [Fact]
    public async Task A_publish_whose_connection_is_cut_at_any_moment_leaves_the_old_release_or_the_new_one()
    {
        var before = await State();
        var cut = 0;
        for (var delay = 20; delay < 4000; delay = delay * 4 / 3)
        {
            Edit("states.csv", text => text.Replace("maintained", "kept up", StringComparison.Ordinal));
            foreach (var name in new[] { "evaluations.csv", "activities.csv", "demographics.csv" })
            {
                Edit(name, text => text.Replace("fy2019-project-status,連携", "fy2019-project-status,改・連携", StringComparison.Ordinal).Replace("formation-report,「人口", "formation-report,改・「人口", StringComparison.Ordinal));
            }

            await using var victim = Storage.OpenDataSources.Create(ConnectionString + $";Application Name=victim", Storage.DatabaseRole.Publisher, TimeSpan.Zero);
            var publishing = new Publisher(victim).PublishAsync(directory);
            await Task.Delay(delay);
            await TestCluster.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim' and datname = current_database()", new NpgsqlConnectionStringBuilder(ConnectionString).Database);
            try
            {
                Assert.Equal(2, (await publishing).Release);
                Assert.NotEqual(before, await State());
                break;
            }
            catch (Exception failed) when (failed is NpgsqlException or IOException or InvalidOperationException or ObjectDisposedException)
            {
                cut++;
                Assert.Equal(before, await State());
            }
        }

        Assert.True(cut > 2, $"only {cut} publishes were cut");
    }

    private Task<PublishResult> Publish(string from, string? note = null) => new Publisher(Publisher).PublishAsync(from, note);

    private async Task<string?> State() => await ScalarAsync("""
        select md5(string_agg(t, '' order by t)) from (
            select r::text as t from opendata.release r union all select v::text from opendata.state_version v union all select v::text from opendata.evaluation_version v
            union all select v::text from opendata.activity_version v union all select v::text from opendata.demographic_version v union all select c::text from opendata.release_count c) s
        """);

    private void Edit(string file, Func<string, string> edit)
    {
        var path = Path.Combine(directory, file);
        File.WriteAllText(path, edit(File.ReadAllText(File.Exists(path) ? path : Path.Combine(DataDirectory, file))));
    }

    private static (int Added, int Changed, int Removed, int Current) Counts(PublishResult result, string resource)
    {
        var count = result.Counts.Single(count => count.Resource == resource);
        return (count.Added, count.Changed, count.Removed, count.Current);
    }
}
