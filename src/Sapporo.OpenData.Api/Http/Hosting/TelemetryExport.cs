using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Sends metrics and traces by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says where to; without it nothing is even measured. The other OTEL_* settings are OpenTelemetry's own.</summary>
public sealed class TelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
{
    /// <summary>The setting that switches it on.</summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private MeterProvider? metrics;
    private TracerProvider? traces;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(configuration[EndpointSetting]))
        {
            metrics = Sdk.CreateMeterProviderBuilder().ConfigureServices(UseConfiguration).ConfigureResource(Describe)
                .AddMeter(Telemetry.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime").AddOtlpExporter().Build();
            traces = Sdk.CreateTracerProviderBuilder().ConfigureServices(UseConfiguration).ConfigureResource(Describe)
                .AddSource("Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(Dispose, cancellationToken); // sends the rest

    /// <inheritdoc />
    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
        (metrics, traces) = (null, null);
    }

    private void UseConfiguration(IServiceCollection services) => services.AddSingleton(configuration);

    private void Describe(ResourceBuilder resource)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_SERVICE_NAME"]))
        {
            resource.AddService("sapporo-opendata", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3));
        }
    }
}
