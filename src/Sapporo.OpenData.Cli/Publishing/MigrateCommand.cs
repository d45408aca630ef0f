using System.CommandLine;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>migrate: brings the schema and the roles up to date.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "スキーマと役割を最新にする / bring schema and roles up to date");
        command.SetAction(async (_, cancel) =>
        {
            var applied = await Migrator.MigrateAsync(Database.ConnectionString, cancel);
            Console.WriteLine(applied.Count == 0 ? "最新です。 / Up to date." : $"適用しました / Applied: {string.Join(", ", applied)}");
            return 0;
        });
        return command;
    }
}
