using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Errors are pages for people, and problem documents for programs.</summary>
public class ErrorPageTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("/nothing", 404)]
    [InlineData("/nothing/below", 404)]
    [InlineData("/index.html", 404)]
    [InlineData("/dataset/nothing", 404)]
    [InlineData("/dataset/kpi?release=9", 400)]
    [InlineData("/organization/nothing", 404)]
    [InlineData("/group/nothing", 404)]
    [InlineData("/municipalities/999999", 404)]
    [InlineData("/compare?measure=x", 400)]
    [InlineData("/releases/99", 404)]
    [InlineData("/?release=x", 400)]
    [InlineData("/Municipalities", 404)]
    public async Task On_pages_a_browser_gets_a_page(string url, int status)
    {
        using var response = await GetAsync(api.Client, url, Browser);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("default-src 'none'; style-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("ja", response.Content.Headers.ContentLanguage.Single());
        Assert.Null(response.Headers.ETag);
        var page = await ParseAsync(response);
        Assert.Equal("ja", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("q", page.QuerySelector("form[role=search] input[type=search]")!.GetAttribute("name"));
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Null(page.QuerySelector("link[rel=canonical]"));
        Assert.Single(page.QuerySelectorAll("h1"));
        using var head = await api.Client.SendAsync(Request(HttpMethod.Head, url, Browser));
        Assert.Equal((status, response.Content.Headers.ContentLength), ((int)head.StatusCode, head.Content.Headers.ContentLength));
        using var program = await GetAsync(api.Client, url, null);
        Assert.Equal((status, "application/problem+json"), ((int)program.StatusCode, program.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/projects?x=1")]
    [InlineData("/v2/projects")]
    [InlineData("/dataset/kpi/nothing.csv")]
    [InlineData("/dataset/nothing/datapackage.json")]
    [InlineData("/dataset/nothing.ttl")]
    [InlineData("/catalog.ttl?page=x")]
    [InlineData("/data.json?x=1")]
    [InlineData("/feeds/organization/nothing.atom")]
    [InlineData("/assets/nothing.css")]
    [InlineData("/health/nothing")]
    [InlineData("/openapi/v9.json")]
    [InlineData("/datastore/dump/nothing")]
    [InlineData("/sitemap.xml?page=0")]
    public async Task Addresses_for_programs_answer_browsers_as_before(string url)
    {
        using var response = await GetAsync(api.Client, url, Browser);
        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_action_api_keeps_its_own_errors()
    {
        using var response = await GetAsync(api.Client, "/api/3/action/package_show?id=nothing", Browser);
        Assert.Equal((HttpStatusCode.NotFound, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("text/html, */*", true)]
    [InlineData("TEXT/HTML;Q=0.5, application/json;q=0.4", true)]
    [InlineData("text/*, application/json;q=0.9", true)]
    [InlineData("text/*, */*", true)]
    [InlineData("text/html;q=0.5, */*;q=0.4", true)]
    [InlineData("*/*", false)]
    [InlineData("text/html, application/json", false)]
    [InlineData("text/html;q=0.4, application/json", false)]
    [InlineData("text/html;q=0.4, */*", false)]
    [InlineData("text/html;q=0.8, application/problem+json;q=0.9", false)]
    [InlineData("text/html;q=0", false)]
    [InlineData("text/html;q=0, */*", false)]
    [InlineData("application/json", false)]
    [InlineData("image/png", false)]
    [InlineData("text", false)]
    public async Task Accept_decides_by_its_qualities(string accept, bool isPage)
    {
        using var response = await GetAsync(api.Client, "/nothing", accept);
        Assert.Equal(isPage ? "text/html" : "application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/nothing", null, "ja")]
    [InlineData("/nothing", "en", "en")]
    [InlineData("/nothing", "en-US,en;q=0.9,ja;q=0.8", "en")]
    [InlineData("/nothing", "ja,en-US;q=0.9,en;q=0.8", "ja")]
    [InlineData("/nothing", "en;q=0.5, ja-JP", "ja")]
    [InlineData("/nothing", "fr", "ja")]
    [InlineData("/nothing?lang=en", "ja", "en")]
    [InlineData("/nothing?lang=ja", "en", "ja")]
    public async Task The_language_is_the_visitors(string url, string? languages, string expected)
    {
        using var request = Request(HttpMethod.Get, url, Browser);
        if (languages is not null)
        {
            request.Headers.Add("Accept-Language", languages);
        }

        using var response = await api.Client.SendAsync(request);
        var page = await ParseAsync(response);
        Assert.Equal((expected, expected == "en" ? "Not found" : "見つかりません"), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("h1")!.Line()));
        using var other = await GetAsync(api.Client, new Uri(page.QuerySelector(".language a")!.GetAttribute("href")!).PathAndQuery, Browser);
        Assert.NotEqual(expected, (await ParseAsync(other)).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed()
    {
        using var response = await GetAsync(api.Client, "/compare?measure=%3Cscript%3E&lang=en", Browser);
        var page = await ParseAsync(response);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal("measure", page.QuerySelector("dl.facts dt")!.Line());
        var text = page.QuerySelector("dl.facts dd")!.Line();
        Assert.Contains("<script>", text, StringComparison.Ordinal);
        Assert.Contains("Allowed: population, agingRate, commutingRate", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_pages_lack_is_refused_with_those_they_have()
    {
        using var response = await api.Client.SendAsync(Request(HttpMethod.Post, "/municipalities", Browser));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "text/html"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string url, string? accept) => client.SendAsync(Request(HttpMethod.Get, url, accept));

    internal static HttpRequestMessage Request(HttpMethod method, string url, string? accept)
    {
        var request = new HttpRequestMessage(method, url);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return request;
    }

    internal static async Task<IDocument> ParseAsync(HttpResponseMessage response) => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
}

/// <summary>Error pages while something is wrong with the database.</summary>
public class ErrorPageFaultTests
{
    [Fact]
    public async Task Without_a_release_and_without_the_database_there_is_still_a_page()
    {
        var cluster = PrivateCluster.Start();
        await Migrator.MigrateAsync(cluster.ConnectionString);
        var (app, client) = await TestApi.StartAsync(cluster.ConnectionString);
        using var asked = await client.GetAsync("/health/ready"); // before it has asked the database, the server knows nothing
        Assert.Equal(HttpStatusCode.ServiceUnavailable, asked.StatusCode);
        await IsAwayAsync(client, "/", "まだ何も公表されていません", hasRelease: false);
        await using (var source = OpenDataSources.Create(cluster.ConnectionString, DatabaseRole.Publisher, TimeSpan.Zero))
        {
            await new Publisher(source).PublishAsync(TestDatabase.DataDirectory);
        }

        await TestApi.WaitUntilReadyAsync(client);
        cluster.StopServer();
        await IsAwayAsync(client, "/municipalities", "データベースが応答しません", hasRelease: true);
        await IsAwayAsync(client, "/compare?lang=en", "Database unavailable", hasRelease: true);
        using var nothing = await client.SendAsync(ErrorPageTests.Request(HttpMethod.Get, "/nothing", "text/html"));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (nothing.StatusCode, nothing.Content.Headers.ContentType!.MediaType));
        cluster.StartServer();
        await TestApi.WaitUntilReadyAsync(client);
        Assert.Equal(12, (await client.PageAsync("/municipalities")).Rows("Municipalities").Count);
        await app.DisposeAsync();
    }

    private static async Task IsAwayAsync(HttpClient client, string url, string title, bool hasRelease)
    {
        using var response = await client.SendAsync(ErrorPageTests.Request(HttpMethod.Get, url, "text/html"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
        var page = await ErrorPageTests.ParseAsync(response);
        Assert.Equal(title, page.QuerySelector("h1")!.Line());
        Assert.Contains(page.QuerySelector("header .name")!.Line(), new[] { "さっぽろ連携中枢都市圏オープンデータ", "Open data of the Sapporo area" });
        Assert.Equal(hasRelease, page.QuerySelector("footer time") is not null);
        Assert.Contains(url, page.QuerySelectorAll("a.button").Select(link => link.GetAttribute("href")));
    }
}

/// <summary>A fault of ours, made by taking a function of the database away.</summary>
public class ErrorPageTraceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_fault_of_ours_tells_its_trace_id()
    {
        await api.QueryAsync("drop function opendata.comparison(integer)");
        using var request = ErrorPageTests.Request(HttpMethod.Get, "/compare", "text/html");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await api.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var page = await ErrorPageTests.ParseAsync(response);
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", page.QuerySelector(".lead")!.Line(), StringComparison.Ordinal);
        Assert.DoesNotContain("comparison", page.QuerySelector("main")!.Line(), StringComparison.Ordinal);
    }
}
