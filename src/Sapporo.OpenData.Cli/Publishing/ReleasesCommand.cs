using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>releases: what has been published, with the rows that each release changed.</summary>
internal static class ReleasesCommand
{
    public static Command Create()
    {
        var format = OutputOptions.Format();
        var command = new Command("releases", "公表の一覧 / list the releases") { format };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            var releases = await ReleaseQueries.AllAsync(source, cancel);
            if (call.GetValue(format) == "json")
            {
                ReportJson.Print(releases.Select(ReportJson.Release));
                return 0;
            }

            foreach (var release in releases)
            {
                Console.WriteLine(FormattableString.Invariant($"{release.Number}\t{release.PublishedAt:yyyy-MM-ddTHH:mm:ssZ}\t{release.Note}\t{Counts(release)}"));
            }

            return 0;
        });
        return command;
    }

    private static string Counts(Release release) => string.Join(", ", release.Counts.OrderBy(count => count.Resource, StringComparer.Ordinal)
        .Select(count => FormattableString.Invariant($"{count.Resource} +{count.Added} *{count.Changed} -{count.Removed}")));
}
