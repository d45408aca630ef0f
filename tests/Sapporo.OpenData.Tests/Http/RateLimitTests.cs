using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>How many requests a client may make.</summary>
public sealed partial class RateLimitTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Without_a_setting_nothing_is_limited_nor_said()
    {
        for (var i = 0; i < 50; i++)
        {
            using var response = await api.Client.GetAsync("/v1/problems");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase));
        }

        Assert.Null((await api.JsonAsync("/v1"))["limits"]!["requestsPerMinute"]);
    }

    [Fact]
    public async Task The_requests_of_a_minute_are_counted_down_and_then_refused()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:RateLimitPerMinute", "4"), ("OpenData:TrustedProxies", "127.0.0.1"));
        await TestApi.WaitUntilReadyAsync(client); // probes are not counted
        foreach (var (url, left, status) in new[] { ("/v1/projects", 3, 200), ("/v1/nothing", 2, 404), ("/v1/problems?lang=en", 1, 200), ("/v1", 0, 200) })
        {
            using var response = await GetAsync(client, url, "192.0.2.1");
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("\"default\";q=4;w=60", response.Headers.GetValues("RateLimit-Policy").Single());
            Assert.Equal($"\"default\";r={left};t=15", response.Headers.GetValues("RateLimit").Single());
            Assert.Null(response.Headers.RetryAfter);
        }

        using var refused = await GetAsync(client, "/v1/projects", "192.0.2.1");
        var problem = await SweepTests.ProblemAsync(refused, HttpStatusCode.TooManyRequests);
        Assert.Equal("too-many-requests", problem["code"]!.GetValue<string>());
        Assert.Contains("4", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(15), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("\"default\";r=0;t=15", refused.Headers.GetValues("RateLimit").Single());
        Assert.Contains("RateLimit-Policy", string.Join(',', refused.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
        using var ckan = await GetAsync(client, "/api/3/action/package_list", "192.0.2.1");
        Assert.Equal(HttpStatusCode.TooManyRequests, ckan.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/health/live", "192.0.2.1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/v1", "192.0.2.2")).StatusCode);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_network_of_IPv6_is_one_client_and_a_mapped_address_is_its_IPv4_one()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:RateLimitPerMinute", "10"), ("OpenData:TrustedProxies", "127.0.0.1"));
        await TestApi.WaitUntilReadyAsync(client);
        foreach (var (address, left) in new[] { ("2001:db8:1:2::1", 9), ("2001:db8:1:2:ffff::9", 8), ("2001:db8:1:3::1", 9), ("198.51.100.7", 9), ("::ffff:198.51.100.7", 8) })
        {
            using var response = await GetAsync(client, "/v1/problems", address);
            Assert.Equal(left, int.Parse(Left().Match(response.Headers.GetValues("RateLimit").Single()).Groups["left"].Value, System.Globalization.CultureInfo.InvariantCulture));
        }

        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1, 10.0.0.0/8", "203.0.113.9, 192.0.2.1, 10.0.0.9, 10.0.0.10")]
    [InlineData("127.0.0.1,10.0.0.9", "203.0.113.9, 192.0.2.1, 10.0.0.9")]
    public async Task The_client_is_the_first_address_before_the_trusted_ones(string trusted, string forwarded)
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:RateLimitPerMinute", "10"), ("OpenData:TrustedProxies", trusted));
        await TestApi.WaitUntilReadyAsync(client);
        foreach (var (addresses, left) in new[] { (forwarded, 9), ("192.0.2.1, 10.0.0.9", 8), ("192.0.2.2, 10.0.0.9", 9) })
        {
            using var response = await GetAsync(client, "/v1/problems", addresses);
            Assert.Equal(left, int.Parse(Left().Match(response.Headers.GetValues("RateLimit").Single()).Groups["left"].Value, System.Globalization.CultureInfo.InvariantCulture));
        }

        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("10.0.0.0/40")]
    public async Task A_proxy_that_is_no_address_is_refused_by_name(string trusted) =>
        Assert.Contains("TrustedProxies", (await Assert.ThrowsAsync<OptionsValidationException>(() => TestApi.StartAsync(api.ConnectionString, ("OpenData:TrustedProxies", trusted)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_bucket_fills_evenly()
    {
        var limits = new ClientLimits(600);
        var client = IPAddress.Parse("192.0.2.1");
        while (limits.Take(client).IsAllowed)
        {
        }

        await Task.Delay(1000);
        var (allowed, left) = limits.Take(client);
        Assert.True(allowed);
        Assert.InRange(left, 7, 60); // ten a second, and more on a slow machine
    }

    [Fact]
    public void Clients_are_bounded_in_number_and_those_beyond_share_a_bucket()
    {
        var limits = new ClientLimits(2, mostClients: 100);
        var allowed = 0;
        for (var i = 0; i < 1000; i++)
        {
            allowed += limits.Take(new IPAddress([10, 0, (byte)(i / 250), (byte)(i % 250)])).IsAllowed ? 1 : 0;
            Assert.True(limits.Clients <= 100);
        }

        Assert.InRange(allowed, 102, 110); // each of the hundred, and the shared two
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string url, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("X-Forwarded-For", address);
        return client.SendAsync(request);
    }

    [GeneratedRegex(";r=(?<left>[0-9]+);", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Left();
}
