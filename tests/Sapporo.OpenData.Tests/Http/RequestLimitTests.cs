using System.Net;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Requests that are longer than they may be.</summary>
public sealed class RequestLimitTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Limits_are_kept()
    {
        using var response = await api.Client.GetAsync("/v1/projects?q=" + new string('a', 9000));
        await SweepTests.ProblemAsync(response, HttpStatusCode.RequestUriTooLong);
    }

    [Theory]
    [InlineData(65_537)]
    [InlineData(20_000_000)] // far more than a socket holds: a client still sends it when it is refused
    public async Task A_body_that_is_too_large_is_refused_with_a_problem(int bytes)
    {
        for (var i = 0; i < 10; i++)
        {
            using var large = await api.Client.PostAsync("/v1/projects", new ByteArrayContent(new byte[bytes]));
            await SweepTests.ProblemAsync(large, HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_although_it_does_not_say_its_length()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/3/action/package_show") { Content = new ByteArrayContent(new byte[65_537]) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode); // CKAN has no other
        Assert.Contains("65536", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
