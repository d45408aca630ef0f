using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>publish DIR: checks a directory and publishes it as a release.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "CSVファイルのフォルダー / directory of CSV files" };
        var note = new Option<string?>("--note") { Description = "公表の説明 / note of the release" };
        var ifEmpty = new Option<bool>("--if-empty") { Description = "まだ何も公表していないときだけ / only where nothing is published yet" };
        var command = new Command("publish", "公表する / publish a directory as a release") { directory, note, ifEmpty };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            if (call.GetValue(ifEmpty) && (await ReleaseQueries.AllAsync(source, cancel)).Count > 0)
            {
                return 0;
            }

            var result = await new Publisher(source).PublishAsync(call.GetRequiredValue(directory), call.GetValue(note), cancel: cancel);
            Console.WriteLine(result.Release is { } release ? $"公表しました。リリース {release} / Published as release {release}." : "変更がないので、公表しませんでした。 / Nothing changed; nothing was published.");
            CountTable.Print(result.Counts);
            return 0;
        });
        return command;
    }
}
