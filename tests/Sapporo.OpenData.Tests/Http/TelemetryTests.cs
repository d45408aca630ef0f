using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>What is sent by OTLP, to a receiver of its own.</summary>
public sealed class TelemetryTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Without_an_endpoint_nothing_is_measured()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString);
        await TestApi.WaitUntilReadyAsync(client);
        Assert.False(app.Services.GetRequiredService<Telemetry>().CountsBytes);
        using var spans = new ActivitySource("Npgsql");
        Assert.False(spans.HasListeners());
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_and_spans_arrive_and_hold_nothing_of_the_person_who_asks()
    {
        await using var receiver = await Receiver.StartAsync();
        var (app, client) = await TestApi.StartAsync(api.ConnectionString,
            (TelemetryExport.EndpointSetting, receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OpenData:RateLimitPerMinute", "3"));
        await TestApi.WaitUntilReadyAsync(client);
        client.DefaultRequestHeaders.Add("User-Agent", "himitsu-agent");
        foreach (var url in new[] { "/v1/projects?q=himitsu-words", "/v1/demographics?format=csv", "/v1/indicators?nameJa=himitsu-name", "/v1/projects" })
        {
            using var response = await client.GetAsync(url);
        }

        app.Services.GetRequiredService<Telemetry>().CountCache(isHit: true); // for whoever keeps answers
        foreach (var name in new[]
        {
            "http.server.request.duration", "sapporo.opendata.rows", "sapporo.opendata.response.bytes", "sapporo.opendata.release", "sapporo.opendata.cache.requests", "sapporo.opendata.refusals",
            "too-many-requests", "sapporo.opendata.costly_reads", "db.client.", "bulk", "sapporo-opendata",
        })
        {
            Assert.True(await receiver.HasAsync("/v1/metrics", name), name);
        }

        foreach (var name in new[] { "GET /v{version:apiVersion}/demographics", "http.route", "opendata.demographic_version", "sapporo.opendata.release", "sapporo-opendata" })
        {
            Assert.True(await receiver.HasAsync("/v1/traces", name), name);
        }

        await app.DisposeAsync();
        Assert.False(receiver.Has("/v1/metrics", "himitsu"));
        Assert.False(receiver.Has("/v1/traces", "himitsu-agent"));
        Assert.False(receiver.Has("/v1/traces", "himitsu-words"));
        Assert.False(receiver.Has("/v1/traces", "himitsu-name"));
    }

    private sealed class Receiver(WebApplication app, ConcurrentQueue<(string Path, string Body)> received) : IAsyncDisposable
    {
        public string Address => app.Urls.Single();

        public static async Task<Receiver> StartAsync()
        {
            var received = new ConcurrentQueue<(string, string)>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                received.Enqueue((context.Request.Path.Value!, Encoding.UTF8.GetString(body.ToArray())));
                context.Response.ContentType = "application/x-protobuf";
            });
            await app.StartAsync();
            return new Receiver(app, received);
        }

        public bool Has(string path, string text) => received.Any(one => one.Path == path && one.Body.Contains(text, StringComparison.Ordinal));

        public Task<bool> HasAsync(string path, string text) => TableLock.UntilAsync(() => Task.FromResult(Has(path, text)), TimeSpan.FromSeconds(10));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
