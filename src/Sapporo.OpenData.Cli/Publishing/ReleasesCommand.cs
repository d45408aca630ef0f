using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>releases: what has been published.</summary>
internal static class ReleasesCommand
{
    public static Command Create()
    {
        var command = new Command("releases", "公表の一覧 / list the releases");
        command.SetAction(async (_, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            foreach (var release in await ReleaseQueries.AllAsync(source, cancel))
            {
                Console.WriteLine(FormattableString.Invariant($"{release.Number}\t{release.PublishedAt:yyyy-MM-ddTHH:mm:ssZ}\t{release.Note}"));
            }

            return 0;
        });
        return command;
    }
}
