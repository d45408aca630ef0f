using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>revert N: publishes the state of an earlier release as a new one.</summary>
internal static class RevertCommand
{
    public static Command Create()
    {
        var number = new Argument<int>("N") { Description = "戻す先のリリース / release to go back to" };
        var note = OutputOptions.Note();
        var noWait = OutputOptions.NoWait();
        var command = new Command("revert", "前のリリースの状態を、新しいリリースとして公表する / publish the state of an earlier release as a new one") { number, note, noWait };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            try
            {
                PublishCommand.Print(await RunAsync(new Publisher(source), call.GetRequiredValue(number), new PublishOptions { Note = call.GetValue(note), NoWait = call.GetValue(noWait) }, cancel));
                return 0;
            }
            catch (ArgumentOutOfRangeException unknown)
            {
                throw new UsageException(unknown.Message.Split(" (Parameter", 2)[0]);
            }
        });
        return command;
    }

    private static async Task<PublishResult> RunAsync(Publisher publisher, int release, PublishOptions options, CancellationToken cancel)
    {
        using var progress = new ProgressLine();
        return await publisher.RevertAsync(release, options with { Progress = progress }, cancel);
    }
}
