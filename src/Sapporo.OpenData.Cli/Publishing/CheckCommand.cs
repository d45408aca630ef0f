using System.CommandLine;
using Npgsql;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>check DIR: everything that publish does, but nothing is kept.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var directory = OutputOptions.Directory();
        var format = OutputOptions.Format();
        var preview = new Option<bool>("--preview") { Description = "公表すると変わる行と項目も示す / show the rows and fields that publishing would change" };
        var noWait = OutputOptions.NoWait();
        var command = new Command("check", "公表できるかを確かめる / check whether a directory can be published") { directory, format, preview, noWait };
        command.SetAction(async (call, cancel) =>
        {
            var asJson = call.GetValue(format) == "json";
            await using var source = Database.Open(DatabaseRole.Publisher);
            await using var changes = call.GetValue(preview) ? new PreviewReport(asJson) : null;
            try
            {
                var options = new PublishOptions { DryRun = true, NoWait = call.GetValue(noWait), Preview = changes is null ? null : changes.TakeAsync };
                await PrintAsync(await RunAsync(source, call.GetRequiredValue(directory), options, cancel), changes, asJson);
                return 0;
            }
            catch (InputException input)
            {
                Print(input, asJson);
                return CommandErrors.WrongInput;
            }
        });
        return command;
    }

    /// <summary>Runs a publication with its progress on standard error.</summary>
    public static async Task<PublishResult> RunAsync(NpgsqlDataSource source, string directory, PublishOptions options, CancellationToken cancel)
    {
        using var progress = new ProgressLine();
        return await new Publisher(source).PublishAsync(directory, options with { Progress = progress }, cancel);
    }

    private static async Task PrintAsync(PublishResult result, PreviewReport? changes, bool asJson)
    {
        var report = ReportJson.Report([], result.Warnings, result.Counts);
        if (asJson && changes is not null)
        {
            await changes.PrintJsonAsync(report);
        }
        else if (asJson)
        {
            ReportJson.Print(report);
        }
        else
        {
            InputReport.PrintWarnings(Console.Out, result.Warnings);
            Console.WriteLine(result.Number is null ? "問題はありません。変更もありません。 / No problems, and no changes." : "問題はありません。公表すると変わる件数： / No problems. Publishing would change:");
            CountTable.Print(result.Counts);
            changes?.PrintText();
        }
    }

    private static void Print(InputException input, bool asJson)
    {
        if (asJson)
        {
            ReportJson.Print(ReportJson.Report(input.Problems, input.Warnings, []));
        }
        else
        {
            InputReport.PrintProblems(Console.Out, input);
        }
    }
}
