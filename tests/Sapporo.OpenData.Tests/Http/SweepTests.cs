using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>What holds at every address of the OpenAPI document.</summary>
public class SweepTests(TestApi api) : IClassFixture<TestApi>
{
    public static TheoryData<string> Addresses => [.. OpenApiTests.Committed["paths"]!.AsObject().Select(path => Concrete(path.Key, path.Value!["get"]!))];

    public static TheoryData<string> Lists => [.. OpenApiTests.Committed["paths"]!.AsObject()
        .Where(path => path.Value!["get"]!["operationId"]?.GetValue<string>().StartsWith("list", StringComparison.Ordinal) == true).Select(path => Concrete(path.Key, path.Value!["get"]!))];

    /// <summary>The documented operation of a concrete address.</summary>
    internal static JsonNode Operation(string address) =>
        OpenApiTests.Committed["paths"]!.AsObject().Select(path => (Address: Concrete(path.Key, path.Value!["get"]!), Operation: path.Value!["get"]!)).First(path => path.Address == address).Operation;

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_unknown_parameter_is_refused_and_named(string address)
    {
        using var response = await api.Client.GetAsync(address + "?no-such-parameter=1");
        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("unknown-parameter", problem["code"]!.GetValue<string>());
        Assert.Equal("no-such-parameter", problem["errors"]![0]!["parameter"]!.GetValue<string>());
        Assert.Contains("lang", problem["errors"]![0]!["allowed"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_format_that_does_not_exist_is_not_acceptable(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));
        using var response = await api.Client.SendAsync(request);
        await ProblemAsync(response, HttpStatusCode.NotAcceptable);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task The_ETag_is_strong_and_brings_304(string address)
    {
        using var first = await api.Client.GetAsync(address);
        Assert.False(first.Headers.ETag!.IsWeak);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var second = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Headers.CacheControl, second.Headers.CacheControl);
        Assert.Equal(first.Headers.Vary, second.Headers.Vary);
        Assert.Equal("*", second.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(["Access-Control-Allow-Origin", "Cache-Control", "Date", "ETag", "Vary"], second.Headers.Select(header => header.Key).Order(StringComparer.Ordinal)); // the rest the client has
        Assert.Empty(second.Content.Headers.Select(header => header.Key));
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_invalid_URL_never_brings_304(string address)
    {
        using var first = await api.Client.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "?release=999");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using var response = await api.Client.SendAsync(request);
        await ProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task HEAD_answers_with_the_headers_of_GET(string address)
    {
        using var get = await api.Client.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var head = await api.Client.SendAsync(request);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        string[] differing = ["Date", "Transfer-Encoding", "Content-Length"];
        Assert.Equal(Headers(get, differing), Headers(head, differing));
        Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Other_methods_are_not_allowed_and_told_which_are(string address)
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, address);
            using var response = await api.Client.SendAsync(request);
            await ProblemAsync(response, HttpStatusCode.MethodNotAllowed);
            Assert.Contains("GET", response.Content.Headers.Allow);
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Any_site_may_read_and_nothing_is_sniffed(string address)
    {
        using var response = await api.Client.GetAsync(address);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("1", response.Headers.GetValues("api-supported-versions").Single());
        using var preflight = new HttpRequestMessage(HttpMethod.Options, address);
        preflight.Headers.Add("Access-Control-Request-Headers", "if-none-match");
        using var allowed = await api.Client.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("if-none-match", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task One_thing_has_one_address(string address)
    {
        foreach (var other in new[] { "/V1", "/v1.0", "/v01", "/v2", "/v1-beta", "/v" })
        {
            using var response = await api.Client.GetAsync(other + address["/v1".Length..]);
            await ProblemAsync(response, HttpStatusCode.NotFound);
        }

        using var slash = await api.Client.GetAsync(address + "/?lang=en");
        Assert.Equal(HttpStatusCode.PermanentRedirect, slash.StatusCode);
        Assert.Equal(address + "?lang=en", slash.Headers.Location!.ToString());
        if (address != "/v1")
        {
            using var upper = await api.Client.GetAsync(address.ToUpperInvariant().Replace("/V1", "/v1", StringComparison.Ordinal));
            await ProblemAsync(upper, HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Japanese_in_an_address_stays_as_it_was_sent()
    {
        using var slash = await api.Client.GetAsync("/projects/%E3%81%82%3F/");
        Assert.Equal((HttpStatusCode.PermanentRedirect, "/projects/%E3%81%82%3F"), (slash.StatusCode, slash.Headers.GetValues("Location").Single()));
        using var embed = await api.Client.GetAsync("/embed/municipalities/%E3%81%82?format=csv");
        await ProblemAsync(embed, HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_pinned_release_answers_the_same_for_ever(string address)
    {
        using var response = await api.Client.GetAsync(address + "?release=1");
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var current = await api.Client.GetAsync(address);
        Assert.DoesNotContain("immutable", current.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_documented_filter_and_order_works(string address)
    {
        var operation = Operation(address);
        var sortable = operation["parameters"]!.AsArray().Single(parameter => parameter!["name"]!.GetValue<string>() == "sort")!["description"]!.GetValue<string>();
        var names = sortable[(sortable.IndexOf("Sortable:", StringComparison.Ordinal) + 9)..].Trim(' ', '.').Split(", ");
        foreach (var name in names)
        {
            foreach (var sign in new[] { "", "-" })
            {
                using var response = await api.Client.GetAsync($"{address}?sort={sign}{name}&limit=3");
                Assert.True(response.IsSuccessStatusCode, $"{name}: {await response.Content.ReadAsStringAsync()}");
            }
        }

        foreach (var parameter in operation["parameters"]!.AsArray().Where(parameter => parameter!["description"]!.GetValue<string>().StartsWith("Filter:", StringComparison.Ordinal)))
        {
            var name = parameter!["name"]!.GetValue<string>();
            using var response = await api.Client.GetAsync($"{address}?{name}=null&limit=3");
            Assert.True(response.IsSuccessStatusCode, $"{name}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    internal static string Concrete(string path, JsonNode operation)
    {
        foreach (var parameter in operation["parameters"]?.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "path") ?? [])
        {
            path = path.Replace($"{{{parameter!["name"]}}}", (parameter["example"] ?? parameter["schema"]!["examples"]![0])!.GetValue<string>(), StringComparison.Ordinal);
        }

        return path;
    }

    private static IEnumerable<string> Headers(HttpResponseMessage response, string[] without) => response.Headers.Concat(response.Content.Headers)
        .Where(header => !without.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);

    /// <summary>Checks the one shape of errors.</summary>
    internal static async Task<JsonNode> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.EndsWith("/v1/problems/" + problem["code"], problem["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(["title", "detail", "titleEn", "detailEn", "instance", "traceId"], name => Assert.False(string.IsNullOrEmpty(problem[name]?.GetValue<string>()), name));
        return problem;
    }
}
