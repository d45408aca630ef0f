using System.CommandLine;
using System.Globalization;
using Sapporo.OpenData.Cli;
using Sapporo.OpenData.Cli.Publishing;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Sapporo.OpenData: 公表のための道具 / the secretariat's command")
{
    MigrateCommand.Create(), CheckCommand.Create(), PublishCommand.Create(), ReleasesCommand.Create(), StatusCommand.Create(), HealthCommand.Create(),
};
return await CommandErrors.RunAsync(() => root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
