using System.Diagnostics;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Scripts;

/// <summary>The secretariat's guide: every command in it is run, in its order, over a year made up for the test.</summary>
public partial class GuideTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static string Guide => File.ReadAllText(Path.Combine(TestDatabase.Repository, "db", "GUIDE.md"));

    [Fact]
    public async Task Every_command_does_what_the_guide_says()
    {
        using var year = new InputDirectory();
        year.Append("sources.csv", "made-up-2020,6,【架空】評価指標と実施状況（2020年度）,\"[made up] Indicators and status, fiscal 2020\",,,notPrinted,,dateNotPrinted,架空の資料。,A made-up document.");
        year.Edit("evaluations.csv", text => string.Join('\n', text.Split('\n')[0], "1-2-2,2020,14社,,◎,,,,fiscal_year,fiscalYearOfDocument,,,made-up-2020,架空の行", ""));
        var publications = 0;
        var commands = Command().Matches(Guide).SelectMany(block => block.Groups["line"].Captures.Select(line => line.Value.Trim())).ToList();
        Assert.True(commands.Count >= 9);
        foreach (var command in commands)
        {
            if (command.Contains("正誤", StringComparison.Ordinal))
            {
                year.Replace("evaluations.csv", "14社", "15社");
            }

            var (code, output) = Run(command.Replace("DIR", year.Path, StringComparison.Ordinal));
            Assert.True(code == 0, $"{command}: {code} {output}");
            publications += command.Contains("--note", StringComparison.Ordinal) ? 1 : 0;
            Assert.Equal($"{1 + publications}", await database.ScalarAsync("select max(number) from opendata.release"));
        }

        Assert.Equal(3, publications);
        Assert.Equal(["14社", "15社"], (await database.QueryAsync("select actual_text from opendata.evaluation_version where id = '1-2-2-2020' order by since_release")).Select(row => row[0]));
        Assert.Equal("0", await database.ScalarAsync("select count(*) from opendata.evaluation_version where fiscal_year = 2020 and until_release is null"));
    }

    [Fact]
    public void It_fits_on_two_pages() => Assert.InRange(Guide.Length, 1000, 3600);

    private (int Code, string Output) Run(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command + " 2>&1"]) { WorkingDirectory = TestDatabase.Repository, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ConnectionStrings__OpenData"] = database.ConnectionString;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"```sh\n(?<line>src/opendata\.sh [^\n]+\n)+```", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Command();
}
