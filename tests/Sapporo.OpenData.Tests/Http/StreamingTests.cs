using System.Text;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Whole results far larger than any buffer, over rows made up for these tests.</summary>
public sealed class StreamingTests(TestApi api) : IClassFixture<TestApi>, IAsyncLifetime
{
    private const int Rows = 60_000;

    public async Task InitializeAsync()
    {
        if (await api.ScalarAsync("select count(*) from opendata.demographic_version where measure = 'commutingRate'") == "12")
        {
            await api.QueryAsync($"""
                insert into opendata.demographic select 'made-up-' || n from generate_series(1, {Rows}) n;
                insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release)
                select 'made-up-' || n, '011002', 'commutingRate', (1000 + n / 100)::text, n::text, n, '%', 'basisNotPrinted', 'formation-report', '試験用に作った行', 1 from generate_series(1, {Rows}) n
                """);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public async Task Every_row_arrives(string format)
    {
        var text = await api.Client.GetStringAsync($"/v1/demographics?measure=commutingRate&format={format}");
        Assert.Equal(Rows, text.Split("made-up-").Length - 1);
        Assert.Contains($"made-up-{Rows}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public async Task A_body_that_breaks_off_never_ends_as_if_it_were_whole(string format)
    {
        using var response = await api.Client.GetAsync($"/v1/demographics?measure=commutingRate&format={format}", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[1000];
        await body.ReadExactlyAsync(buffer);
        Assert.NotEmpty(Encoding.UTF8.GetString(buffer));
        await TestCluster.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'sapporo-opendata'", new Npgsql.NpgsqlConnectionStringBuilder(api.ConnectionString).Database);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var rest = new MemoryStream();
            await body.CopyToAsync(rest);
        });
        await TestApi.WaitUntilReadyAsync(api.Client);
    }

    [Fact]
    public async Task Deep_pages_are_read_by_key()
    {
        var items = await api.AllItemsAsync("/v1/demographics?measure=commutingRate&fields=id&limit=1000&sort=-amount");
        Assert.Equal(Rows + 12, items.Count);
        Assert.Equal(items.Count, items.Select(item => item["id"]!.GetValue<string>()).Distinct().Count());
    }
}
