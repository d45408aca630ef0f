using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>publish DIR: checks a directory and publishes it as a release.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var directory = OutputOptions.Directory();
        var note = OutputOptions.Note();
        var dryRun = new Option<bool>("--dry-run") { Description = "確かめるだけで、公表しない / check only, publish nothing" };
        var ifEmpty = new Option<bool>("--if-empty") { Description = "まだ何も公表していないときだけ / only where nothing is published yet" };
        var noWait = OutputOptions.NoWait();
        var command = new Command("publish", "公表する / publish a directory as a release") { directory, note, dryRun, ifEmpty, noWait };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            if (call.GetValue(ifEmpty) && await ReleaseQueries.AnyAsync(source, cancel))
            {
                return 0;
            }

            var options = new PublishOptions { Note = call.GetValue(note), DryRun = call.GetValue(dryRun), NoWait = call.GetValue(noWait) };
            var result = await CheckCommand.RunAsync(source, call.GetRequiredValue(directory), options, cancel);
            InputReport.PrintWarnings(Console.Error, result.Warnings);
            Print(result);
            return 0;
        });
        return command;
    }

    /// <summary>Prints what publishing did or, on a dry run, would do.</summary>
    public static void Print(PublishResult result)
    {
        Console.WriteLine((result.Release, result.Number) switch
        {
            ({ } release, _) => $"公表しました。リリース {release} / Published as release {release}.",
            (null, { } release) => $"試しただけで、公表していません。公表するとリリース {release} / Dry run, nothing was published; it would be release {release}.",
            _ => "変更がないので、公表しませんでした。 / Nothing changed; nothing was published.",
        });
        CountTable.Print(result.Counts);
    }
}
