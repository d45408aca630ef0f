using System.Text;
using System.Text.Json;
using Npgsql;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>check, publish, releases and status as the secretariat calls them; fiscal 2020 is made up.</summary>
public sealed class CheckCommandTests : TestDatabase, IDisposable
{
    private readonly InputDirectory input = new();

    public void Dispose() => input.Dispose();

    [Fact]
    public async Task A_made_up_year_is_checked_previewed_published_and_taken_back()
    {
        input.AddFiscalYear2020("140社");
        var (code, text, error) = await CommandProcess.RunAsync(this, "check", input.Path, "--preview");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("注意 / warning: evaluations.csv:2 [実績値] 「140社」", text, StringComparison.Ordinal);
        Assert.Contains("+ evaluations 1-2-2-2020\n", text, StringComparison.Ordinal);

        var (_, report) = await CommandProcess.JsonAsync(this, "check", input.Path, "--preview");
        Assert.True(report.GetProperty("ok").GetBoolean());
        Assert.Equal((2, 0, 0, 66), Counts(report, "evaluations"));
        Assert.Contains(report.GetProperty("changes").EnumerateArray(), change => (Text(change, "resource"), Text(change, "id"), Text(change, "kind")) == ("sources", "made-up-2020", "added"));
        Assert.Equal("1", await ScalarAsync("select max(number) from opendata.release"));

        var (_, trial, _) = await CommandProcess.RunAsync(this, "publish", input.Path, "--dry-run");
        Assert.Contains("リリース 2", trial, StringComparison.Ordinal);
        Assert.Equal("1", await ScalarAsync("select max(number) from opendata.release"));

        var (published, output, warnings) = await CommandProcess.RunAsync(this, "publish", input.Path, "--note", "【架空】2020年度");
        Assert.Equal(0, published);
        Assert.Contains("リリース 2", output, StringComparison.Ordinal);
        Assert.Contains("140社", warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("注意", output, StringComparison.Ordinal);

        var (_, releases) = await CommandProcess.JsonAsync(this, "releases");
        Assert.Equal((2, "【架空】2020年度"), (releases[1].GetProperty("number").GetInt32(), Text(releases[1], "note")));
        Assert.Equal((2, 0, 0, 66), Counts(releases[1], "evaluations"));
        Assert.Contains("evaluations +2 *0 -0", (await CommandProcess.RunAsync(this, "releases")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await CommandProcess.RunAsync(this, "revert", "1")).Code);
        var (_, status) = await CommandProcess.JsonAsync(this, "status");
        Assert.Equal(3, status.GetProperty("release").GetProperty("number").GetInt32());
        Assert.Equal(64, status.GetProperty("rows").EnumerateArray().Single(row => Text(row, "resource") == "evaluations").GetProperty("current").GetInt32());
    }

    [Fact]
    public async Task A_preview_shows_every_field_that_changes_old_and_new()
    {
        input.Replace("evaluations.csv", "1-2-1,2019,１回,,◎", "1-2-1,2019,２回,,◎");
        var (_, text, _) = await CommandProcess.RunAsync(this, "check", input.Path, "--preview");
        Assert.Contains("* evaluations 1-2-1-2019\n", text, StringComparison.Ordinal);
        Assert.Contains("    実績値 actual.text: 「１回」 → 「２回」\n", text, StringComparison.Ordinal);
        var (_, report) = await CommandProcess.JsonAsync(this, "check", input.Path, "--preview");
        var fields = report.GetProperty("changes").EnumerateArray().Single(change => Text(change, "id") == "1-2-1-2019" && Text(change, "resource") == "evaluations").GetProperty("fields");
        Assert.Equal([("actual.text", "\"１回\"", "\"２回\""), ("actual.amount", "1", "2")], fields.EnumerateArray().Select(field => (Text(field, "field"), field.GetProperty("old").GetRawText(), field.GetProperty("new").GetRawText())));
    }

    [Fact]
    public async Task A_long_preview_is_cut_as_text_and_whole_as_JSON()
    {
        input.Edit("demographics.csv", text => text.Replace("formation-report,「", "formation-report,改「", StringComparison.Ordinal));
        input.Edit("activities.csv", text => text.Replace("fy2019-project-status,", "fy2019-project-status,改", StringComparison.Ordinal));
        var (_, text, _) = await CommandProcess.RunAsync(this, "check", input.Path, "--preview");
        Assert.Matches("… ほかに [0-9]+ 行", text);
        Assert.Equal(200, text.Split("changed, - removed):\n")[1].Split("… ほかに")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var (_, report) = await CommandProcess.JsonAsync(this, "check", input.Path, "--preview");
        Assert.Equal(report.GetProperty("counts").EnumerateArray().Sum(count => count.GetProperty("added").GetInt32() + count.GetProperty("changed").GetInt32() + count.GetProperty("removed").GetInt32()), report.GetProperty("changes").GetArrayLength());
        Assert.True(report.GetProperty("changes").GetArrayLength() > 150);
    }

    [Fact]
    public async Task Mistakes_in_many_files_are_all_found_in_one_run_with_line_and_column()
    {
        input.AddFiscalYear2020();
        input.Append("evaluations.csv", "1-99-1,2020,１回,,◎,,,,,,,made-up-2020,架空の行"); // 4: no such indicator
        input.Append("evaluations.csv", "1-2-1,2020,１回,,◎,,,,,\"一行目\n二行目\",,made-up-2020,架空の行"); // 5 and 6: a note in Japanese only
        input.Append("evaluations.csv", "1-3-1,2020,12頭,,◎,,,,,,,made-up-2020,架空の行"); // 7: no such unit
        input.Replace("municipalities.csv", "012033,2,", "12033,2,"); // 3: a leading zero lost
        input.Replace("visions.csv", ",2019,2023,", ",2024,2023,"); // 2: the end before the start
        input.Replace("data_files.csv", ",file_municipality,,", ",file_nothing,,"); // 2: no such view
        Excel("units.csv", text => text.Replace("単位,英語,同じ単位", "id,name_en,same_as", StringComparison.Ordinal).Replace("円,yen,", "円,,", StringComparison.Ordinal)); // 4, in CP932 under an English header
        File.WriteAllText(Path.Combine(input.Path, "unknown.csv"), "x");
        var (code, report) = await CommandProcess.JsonAsync(this, "check", input.Path);
        Assert.Equal((1, false), (code, report.GetProperty("ok").GetBoolean()));
        Assert.Equal(
            [
                ("unknown.csv", 0, null), ("units.csv", 4, "英語"), ("municipalities.csv", 3, "団体コード"), ("visions.csv", 2, "開始年度"), ("evaluations.csv", 4, "評価指標"),
                ("evaluations.csv", 5, "備考"), ("evaluations.csv", 7, "実績値"), ("data_files.csv", 2, "ビュー"),
            ],
            report.GetProperty("problems").EnumerateArray().Select(problem => (Text(problem, "file"), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetString())));
        var (_, text, _) = await CommandProcess.RunAsync(this, "check", input.Path);
        Assert.Contains("evaluations.csv:7 [実績値] 「12頭」", text, StringComparison.Ordinal);
        Assert.Contains("問題 8 件。", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_as_Excel_writes_it_is_published_through_the_command()
    {
        Excel("states.csv", text => text.Replace("語,英語", "id,name_en", StringComparison.Ordinal).Replace("maintained", "kept up", StringComparison.Ordinal));
        var (_, report) = await CommandProcess.JsonAsync(this, "check", input.Path);
        Assert.Equal((0, 1, 0, 3), Counts(report, "states"));
    }

    [Fact]
    public async Task Exit_codes_and_streams_fit_scripts()
    {
        input.Replace("states.csv", "常時,at all times", "常時,");
        var (code, output, error) = await CommandProcess.RunAsync(this, "publish", input.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("states.csv:2 [英語]", error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandProcess.RunAsync(this, "check", input.Path, "--format", "xml")).Code);
        var (_, missing) = await CommandProcess.JsonAsync(this, "check", Path.Combine(input.Path, "none"));
        Assert.Equal(1, missing.GetProperty("problems").GetArrayLength());
        File.Delete(Path.Combine(input.Path, "states.csv"));
        File.CreateSymbolicLink(Path.Combine(input.Path, "states.csv"), "nothing"); // what is there and cannot be read, even by root
        (code, output, error) = await CommandProcess.RunAsync(this, "check", input.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("states.csv", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_connection_string_is_told_in_words()
    {
        var (code, output, error) = await CommandProcess.RunAsync("Hots=/tmp;Database=x", "status");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("ConnectionStrings__OpenData", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_publisher_waits_and_says_so_or_refuses()
    {
        input.Replace("states.csv", "maintained", "kept up");
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(x'536170706f726f02'::bigint)", connection))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var (code, _, refusal) = await CommandProcess.RunAsync(this, "publish", input.Path, "--no-wait");
        Assert.Equal(3, code);
        Assert.Contains("ほかの公表が進行中", refusal, StringComparison.Ordinal);

        var second = CommandProcess.RunAsync(this, "publish", input.Path);
        await Task.Delay(TimeSpan.FromSeconds(8));
        Assert.False(second.IsCompleted);
        await transaction.RollbackAsync();
        var (published, output, waiting) = await second;
        Assert.Equal(0, published);
        Assert.Contains("リリース 2", output, StringComparison.Ordinal);
        Assert.Equal("ほかの公表が進行中です。終わるのを待っています。 / Another publication is under way; waiting for it to end.", waiting.Trim());
    }

    private void Excel(string file, Func<string, string> change)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        input.Edit(file, change);
        var path = Path.Combine(input.Path, file);
        File.WriteAllBytes(path, Encoding.GetEncoding(932).GetBytes(File.ReadAllText(path).Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString()!;

    private static (int Added, int Changed, int Removed, int Current) Counts(JsonElement report, string resource)
    {
        var count = report.GetProperty("counts").EnumerateArray().Single(count => Text(count, "resource") == resource);
        return (count.GetProperty("added").GetInt32(), count.GetProperty("changed").GetInt32(), count.GetProperty("removed").GetInt32(), count.GetProperty("current").GetInt32());
    }
}
