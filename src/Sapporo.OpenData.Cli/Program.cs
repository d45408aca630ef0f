using System.CommandLine;
using System.Globalization;
using Sapporo.OpenData.Cli;
using Sapporo.OpenData.Cli.Publishing;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Sapporo.OpenData: 公表のための道具 / the secretariat's command")
{
    MigrateCommand.Create(), CheckCommand.Create(), PublishCommand.Create(), RevertCommand.Create(), ReleasesCommand.Create(), StatusCommand.Create(), HealthCommand.Create(),
};
var call = root.Parse(args);
return await CommandErrors.RunAsync(async () =>
{
    var code = await call.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return call.Errors.Count > 0 ? CommandErrors.WrongCall : code;
});
