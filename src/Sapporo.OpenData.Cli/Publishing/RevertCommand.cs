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
        var note = new Option<string?>("--note") { Description = "公表の説明 / note of the release" };
        var command = new Command("revert", "前のリリースの状態を、新しいリリースとして公表する / publish the state of an earlier release as a new one") { number, note };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            try
            {
                var result = await new Publisher(source).RevertAsync(call.GetRequiredValue(number), call.GetValue(note), cancel);
                Console.WriteLine(result.Release is { } release ? $"公表しました。リリース {release} / Published as release {release}." : "変更がないので、公表しませんでした。 / Nothing changed; nothing was published.");
                CountTable.Print(result.Counts);
                return 0;
            }
            catch (ArgumentOutOfRangeException unknown)
            {
                throw new UsageException(unknown.Message.Split(" (Parameter", 2)[0]);
            }
        });
        return command;
    }
}
