using Sapporo.OpenData.Publishing;
using Spectre.Console;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>Prints the rows that a release changes, by resource.</summary>
internal static class CountTable
{
    public static void Print(IReadOnlyCollection<ReleaseCount> counts)
    {
        if (counts.Count == 0)
        {
            return;
        }

        var table = new Table().AddColumns("表 / resource", "追加 / added", "変更 / changed", "削除 / removed", "現在 / current");
        foreach (var count in counts)
        {
            table.AddRow(new[] { count.Added, count.Changed, count.Removed, count.Current }.Select(number => FormattableString.Invariant($"{number}")).Prepend(count.Resource).ToArray());
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 120; // a file or a pipe has no width to fit into
        }

        AnsiConsole.Write(table);
    }
}
