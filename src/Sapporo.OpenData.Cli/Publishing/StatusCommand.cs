using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>status: the newest release and the rows that it holds.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "現在の状態 / the newest release");
        command.SetAction(async (_, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            var releases = await ReleaseQueries.AllAsync(source, cancel);
            if (releases.Count == 0)
            {
                Console.WriteLine("まだ何も公表していません。 / Nothing is published yet.");
                return 0;
            }

            var newest = releases[^1];
            Console.WriteLine(FormattableString.Invariant($"リリース {newest.Number}（{newest.PublishedAt:yyyy-MM-ddTHH:mm:ssZ}） / release {newest.Number}"));
            foreach (var (resource, rows) in await ReleaseQueries.CurrentRowsAsync(source, cancel))
            {
                Console.WriteLine(FormattableString.Invariant($"{resource}\t{rows}"));
            }

            return 0;
        });
        return command;
    }
}
