using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Clients that ask for very much and take nothing of it. On a PostgreSQL of its own: a statement whose rows nobody takes keeps databases from being dropped.</summary>
public sealed class IdleClientTests : IAsyncLifetime
{
    private const string Everything = "/v1/demographics?format=ndjson";
    private readonly PrivateCluster cluster = PrivateCluster.Start();

    public async Task InitializeAsync()
    {
        await Migrator.MigrateAsync(cluster.ConnectionString);
        await using var source = OpenDataSources.Create(cluster.ConnectionString, DatabaseRole.Publisher, TimeSpan.Zero);
        await new Publisher(source).PublishAsync(TestDatabase.DataDirectory);
        await using var rows = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var many = rows.CreateCommand("""
            insert into opendata.demographic select 'many-' || n from generate_series(1, 200000) n;
            insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release)
            select 'many-' || n, '011002', 'commutingRate', (1000 + n / 100)::text, n::text, n, '%', 'basisNotPrinted', 'formation-report', '試験用に作った行', 1 from generate_series(1, 200000) n;
            """);
        await many.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync()
    {
        cluster.StopServer();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Who_takes_nothing_keeps_no_place()
    {
        var (app, client) = await TestApi.StartAsync(cluster.ConnectionString, ("OpenData:BulkPoolSize", "1"), ("OpenData:BulkQueue", "1"));
        await TestApi.WaitUntilReadyAsync(client);
        using var idle = await AskAsync(client, Everything);
        Assert.True(await UntilAsync(client, HttpStatusCode.ServiceUnavailable));
        Assert.True(await UntilAsync(client, HttpStatusCode.OK));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Who_takes_nothing_of_rows_that_are_written_as_they_are_read_keeps_no_connection()
    {
        var (app, client) = await TestApi.StartAsync(cluster.ConnectionString, ("OpenData:PoolSize", "1"), ("OpenData:MaxLimit", "20000"));
        await TestApi.WaitUntilReadyAsync(client);
        using var idle = await AskAsync(client, "/api/3/action/datastore_search?limit=20000&resource_id=" + await ManyRowsTests.FileAsync(client));
        Assert.True(await idle.ReceiveAsync(new byte[100]) > 0); // it has begun
        Assert.True(await TableLock.UntilAsync(async () => (await client.GetAsync("/v1/projects?limit=2")).StatusCode == HttpStatusCode.OK, TimeSpan.FromSeconds(60)));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Who_still_takes_an_answer_when_the_time_to_stop_has_passed_is_cut_off_and_all_is_well()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sapporo.OpenData.Api.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ConnectionStrings__OpenData"] = cluster.ConnectionString;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_SHUTDOWNTIMEOUTSECONDS"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var address = "";
        while (address.Length == 0 && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            address = line.Contains("http://", StringComparison.Ordinal) ? line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim() : "";
        }

        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await TestApi.WaitUntilReadyAsync(client);
        using var idle = await AskAsync(client, Everything);
        Assert.True(await idle.ReceiveAsync(new byte[100]) > 0); // it has begun
        TestCluster.Run("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal((0, ""), (process.ExitCode, await errors));
    }

    private static async Task<Socket> AskAsync(HttpClient client, string url)
    {
        var idle = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await idle.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port);
        await idle.SendAsync(Encoding.ASCII.GetBytes($"GET {url} HTTP/1.1\r\nHost: {client.BaseAddress.Authority}\r\n\r\n"));
        return idle;
    }

    // What the other export's place decides.
    private static Task<bool> UntilAsync(HttpClient client, HttpStatusCode status) => TableLock.UntilAsync(
        async () =>
        {
            using var other = await client.GetAsync("/v1/projects?format=csv");
            return other.StatusCode == status;
        },
        TimeSpan.FromSeconds(60));
}
