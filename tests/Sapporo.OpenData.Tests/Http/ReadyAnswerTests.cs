using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sapporo.OpenData.Api.Http.Ready;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Answers that are asked for again and again come from memory, and are the same answers.</summary>
public sealed class ReadyAnswerTests(TestApi api) : IClassFixture<TestApi>, IAsyncLifetime
{
    private WebApplication app = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:ReadyBytes", "200000"));
        await TestApi.WaitUntilReadyAsync(client);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("/v1/municipalities", "identity")]
    [InlineData("/v1/municipalities?limit=5", "gzip")]
    [InlineData("/v1/demographics?area=011002", "br")]
    [InlineData("/v1/demographics?area=011002&format=csv", "gzip")]
    [InlineData("/v1/indicators/1-32-1?lang=en", "identity")]
    [InlineData("/v1", "br")]
    public async Task The_tenth_answer_is_the_first(string url, string coding)
    {
        var (headers, body) = await AskAsync(url, coding);
        for (var i = 0; i < 9; i++)
        {
            var (again, same) = await AskAsync(url, coding);
            Assert.Equal(headers, again);
            Assert.Equal(body, same);
        }

        Assert.True(Ready.Bytes > 0);
    }

    [Fact]
    public async Task A_known_tag_brings_304_from_memory_too_and_an_unknown_one_the_body()
    {
        const string Url = "/v1/projects?vision=2";
        string? tag = null;
        for (var i = 0; i < 4; i++)
        {
            using var whole = await client.GetAsync(Url);
            tag = whole.Headers.ETag!.Tag;
        }

        List<string>? first = null;
        for (var i = 0; i < 4; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Url);
            request.Headers.TryAddWithoutValidation("If-None-Match", i < 3 ? tag : $"\"other\", {tag}");
            using var response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
            first ??= Headers(response);
            Assert.Equal(first, Headers(response));
        }

        using var other = new HttpRequestMessage(HttpMethod.Get, Url);
        other.Headers.TryAddWithoutValidation("If-None-Match", "\"other\"");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(other)).StatusCode);
    }

    [Fact]
    public async Task Hosts_formats_and_errors_keep_apart()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("\"self\":\"http://one.example/", await TextAsync(Request("/v1/visions", "one.example")), StringComparison.Ordinal);
            Assert.Contains("\"self\":\"http://two.example/", await TextAsync(Request("/v1/visions", "two.example")), StringComparison.Ordinal);
            Assert.StartsWith("id,", await TextAsync(Request("/v1/visions", "one.example", "text/csv")), StringComparison.Ordinal);
            using var wrong = await client.GetAsync("/v1/visions?number=x");
            await SweepTests.ProblemAsync(wrong, HttpStatusCode.BadRequest);
            using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/visions"));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Memory_stays_within_its_bound()
    {
        for (var limit = 1; limit <= 60; limit++)
        {
            for (var i = 0; i < 3; i++)
            {
                await client.GetByteArrayAsync($"/v1/projects?limit={limit}");
            }

            Assert.InRange(Ready.Bytes, 1, 200_000);
        }
    }

    [Fact]
    public async Task A_new_release_makes_what_was_ready_old()
    {
        const string Url = "/v1/municipalities?fields=nameEn&code=011002";
        for (var i = 0; i < 5; i++)
        {
            await client.GetStringAsync(Url);
        }

        using var input = new InputDirectory();
        input.Replace("municipalities.csv", ",Sapporo,", ",Sapporo (new),");
        await input.PublishAsync(api);
        var until = DateTime.UtcNow.AddSeconds(1);
        while (!(await client.GetStringAsync(Url)).Contains("(new)", StringComparison.Ordinal))
        {
            Assert.True(DateTime.UtcNow < until, "a stale answer a second after publishing");
        }
    }

    private async Task<string> TextAsync(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Request(string url, string host, string accept = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Host = host;
        request.Headers.Accept.ParseAdd(accept);
        return request;
    }

    private ReadyAnswers Ready => app.Services.GetRequiredService<ReadyAnswers>();

    private async Task<(List<string> Headers, byte[] Body)> AskAsync(string url, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept-Encoding", coding);
        using var response = await client.SendAsync(request);
        Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault() ?? "identity");
        return (Headers(response), await response.Content.ReadAsByteArrayAsync());
    }

    // But for what belongs to the moment and to the connection.
    private static List<string> Headers(HttpResponseMessage response) => [.. response.Headers.Concat(response.Content.Headers)
        .Where(header => header.Key is not ("Date" or "Transfer-Encoding" or "Content-Length")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal)];
}
