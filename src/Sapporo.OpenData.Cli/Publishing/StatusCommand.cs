using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>status: the newest release and the rows that it holds.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var format = OutputOptions.Format();
        var command = new Command("status", "現在の状態 / the newest release") { format };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            var releases = await ReleaseQueries.AllAsync(source, cancel);
            var rows = await ReleaseQueries.CurrentRowsAsync(source, cancel);
            if (call.GetValue(format) == "json")
            {
                ReportJson.Print(new { Release = releases.Count == 0 ? null : ReportJson.Release(releases[^1]), Rows = rows.Select(row => new { row.Resource, Current = row.Rows }) });
                return 0;
            }

            Console.WriteLine(releases.Count == 0 ? "まだ何も公表していません。 / Nothing is published yet." : Headline(releases[^1]));
            foreach (var (resource, current) in rows)
            {
                Console.WriteLine(FormattableString.Invariant($"{resource}\t{current}"));
            }

            return 0;
        });
        return command;
    }

    private static string Headline(Release newest) =>
        FormattableString.Invariant($"リリース {newest.Number}（{newest.PublishedAt:yyyy-MM-ddTHH:mm:ssZ}） / release {newest.Number}");
}
