using System.Net;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Tags of answers, and requests for what has changed since.</summary>
public sealed class ConditionalRequestTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Answers_are_compressed_and_each_coding_has_its_own_ETag()
    {
        var tags = new HashSet<string>();
        foreach (var coding in new[] { "identity", "gzip", "br" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/projects");
            request.Headers.Add("Accept-Encoding", coding);
            using var response = await api.Client.SendAsync(request);
            Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault() ?? "identity");
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            tags.Add(response.Headers.ETag!.Tag);
        }

        Assert.Equal(3, tags.Count);
    }

    [Fact]
    public async Task Order_of_parameters_does_not_matter_to_the_ETag_but_their_values_do()
    {
        using var one = await api.Client.GetAsync("/v1/projects?vision=1&limit=5");
        using var same = await api.Client.GetAsync("/v1/projects?limit=5&vision=1");
        using var other = await api.Client.GetAsync("/v1/projects?limit=6&vision=1");
        Assert.Equal(one.Headers.ETag, same.Headers.ETag);
        Assert.NotEqual(one.Headers.ETag, other.Headers.ETag);
    }

    [Fact]
    public async Task If_Modified_Since_is_answered_where_no_ETag_is_sent()
    {
        using var first = await api.Client.GetAsync("/v1/projects");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/projects");
        request.Headers.IfModifiedSince = DateTimeOffset.UtcNow.AddMinutes(1);
        Assert.NotNull(first.Content.Headers.LastModified);
        using var second = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/v1/projects/9-99")]
    [InlineData("/v1/indicators/9-99/series")]
    [InlineData("/v1/problems/nonsense")]
    public async Task What_does_not_exist_is_never_not_modified(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfModifiedSince = DateTimeOffset.UtcNow.AddDays(1);
        using var response = await api.Client.SendAsync(request);
        await SweepTests.ProblemAsync(response, HttpStatusCode.NotFound);
    }
}
