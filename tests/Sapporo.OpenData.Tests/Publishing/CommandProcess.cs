using System.Diagnostics;
using System.Text.Json;
using Sapporo.OpenData.Tests.Infrastructure;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>The secretariat's command, run as a process of its own on a test's database.</summary>
internal static class CommandProcess
{
    /// <summary>Runs it to its end.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, params string[] arguments) => RunAsync(database.ConnectionString, arguments);

    /// <summary>The same with any connection string.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string connectionString, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sapporo.OpenData.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["ConnectionStrings__OpenData"] = connectionString },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Runs it with --format json; standard output must hold one JSON value and nothing else.</summary>
    public static async Task<(int Code, JsonElement Report)> JsonAsync(TestDatabase database, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(database, [.. arguments, "--format", "json"]);
        return output.Length > 0 ? (code, JsonDocument.Parse(output).RootElement) : throw new InvalidOperationException(error);
    }

    /// <summary>Puts two rows of fiscal 2020, made up for the tests, into a directory.</summary>
    public static void AddFiscalYear2020(this InputDirectory input, string actual = "14社", string mark = "◎")
    {
        input.Append("sources.csv", "made-up-2020,6,【架空】評価指標と実施状況（2020年度）,\"[made up] Indicators and status, fiscal 2020\",,,notPrinted,,dateNotPrinted,試験用の架空の資料。,Made up for tests.");
        File.WriteAllText(Path.Combine(input.Path, "evaluations.csv"), $"""
            評価指標,年度,実績値,実績値の理由,評価,評価の理由,評価コード,推定項目,推定の理由,備考,備考（英語）,出典,出典箇所
            1-2-2,2020,{actual},,{mark},,,,,【架空】,made up,made-up-2020,架空の行
            1-8-2,2020,－,noActual,－,notDue,,fiscal_year,fiscalYearOfDocument,【架空】,made up,made-up-2020,架空の行

            """);
    }
}
