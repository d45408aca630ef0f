using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging.Console;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>What running the service takes: limits on costly reads and on clients, measurements, the log of requests.</summary>
public static class OperationsSetup
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<Telemetry>().AddSingleton<CostlyReads>().AddHostedService<TelemetryExport>()
        .Configure<SimpleConsoleFormatterOptions>(console => console.TimestampFormat ??= "HH:mm:ss ")
        .Configure<JsonConsoleFormatterOptions>(console =>
        {
            console.TimestampFormat ??= "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            console.JsonWriterOptions = console.JsonWriterOptions with { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // Japanese stays readable
        });
}
