using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sapporo.OpenData.Api;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>The real server on a free port of 127.0.0.1, over a database of its own.</summary>
public class TestApi : TestDatabase
{
    private WebApplication app = null!;

    /// <summary>A client that neither follows redirects nor decompresses.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (app, Client) = await StartAsync(ConnectionString);
        await WaitUntilReadyAsync(Client);
    }

    /// <inheritdoc />
    public override async Task DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Starts a server over a database.</summary>
    public static async Task<(WebApplication App, HttpClient Client)> StartAsync(string connection, params (string Key, string Value)[] settings)
    {
        var host = OpenDataHost.Create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
                .Append(KeyValuePair.Create("ConnectionStrings:OpenData", (string?)connection)).Append(KeyValuePair.Create("Logging:LogLevel:Default", (string?)"None")));
        });
        await host.StartAsync();
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return (host, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(address) });
    }

    /// <summary>Waits until a server is ready.</summary>
    public static async Task WaitUntilReadyAsync(HttpClient client)
    {
        for (var i = 0; i < 100; i++)
        {
            using var ready = await client.GetAsync("/health/ready");
            if (ready.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The server did not become ready.");
    }

    /// <summary>A JSON answer.</summary>
    public async Task<JsonNode> JsonAsync(string url)
    {
        using var response = await Client.GetAsync(url);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{url}: {(int)response.StatusCode} {text}");
    }

    /// <summary>The items of a list, over all its pages.</summary>
    public async Task<List<JsonNode>> AllItemsAsync(string url)
    {
        var items = new List<JsonNode>();
        for (string? next = url; next is not null;)
        {
            var page = await JsonAsync(next);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = page["links"]!["next"]?.GetValue<string>();
        }

        return items;
    }
}
