using System.CommandLine;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>check DIR: everything that publish does, but nothing is kept.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "CSVファイルのフォルダー / directory of CSV files" };
        var command = new Command("check", "公表できるかを確かめる / check whether a directory can be published") { directory };
        command.SetAction(async (call, cancel) =>
        {
            await using var source = Database.Open(DatabaseRole.Publisher);
            var result = await new Publisher(source).PublishAsync(call.GetRequiredValue(directory), dryRun: true, cancel: cancel);
            Console.WriteLine(result.Counts.Count == 0 ? "問題はありません。変更もありません。 / No problems, and no changes." : "問題はありません。公表すると変わる件数： / No problems. Publishing would change:");
            CountTable.Print(result.Counts);
            return 0;
        });
        return command;
    }
}
