using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The bytes of data files, and what the catalogue says of them.</summary>
public class DataFileTests(TestApi api) : IClassFixture<TestApi>
{
    private const string File = "/dataset/status/marks.csv";

    [Fact]
    public async Task Size_hash_type_and_time_agree_with_the_bytes_served()
    {
        var packages = (await api.JsonAsync("/api/3/action/package_search?rows=1000"))["result"]!["results"]!.AsArray();
        var resources = packages.SelectMany(package => package!["resources"]!.AsArray()).ToList();
        Assert.Equal(114, resources.Count);
        foreach (var resource in resources)
        {
            using var response = await api.Client.GetAsync(resource!["url"]!.GetValue<string>());
            var bytes = await response.Content.ReadAsByteArrayAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(resource["size"]!.GetValue<long>(), bytes.Length);
            Assert.Equal(resource["size"]!.GetValue<long>(), response.Content.Headers.ContentLength);
            Assert.Equal(resource["hash"]!.GetValue<string>(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal(resource["mimetype"]!.GetValue<string>(), response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(resource["last_modified"]!.GetValue<string>()[..19], response.Content.Headers.LastModified!.Value.UtcDateTime.ToString("s"));
        }
    }

    [Fact]
    public async Task CSV_and_JSON_hold_the_same_values()
    {
        foreach (var name in (string[])["municipalities/municipalities", "status/marks", "status/activities", "demographics/demographics", "partner-agreement/partnerships", "open-data-list/open-data-list"])
        {
            var lines = StrictCsv.Parse(await api.Client.GetStringAsync($"/dataset/{name}.csv"));
            var items = JsonNode.Parse(await api.Client.GetStringAsync($"/dataset/{name}.json"))!.AsArray();
            Assert.Equal(lines.Count - 1, items.Count);
            for (var i = 0; i < items.Count; i++)
            {
                Assert.Equal(lines[0], items[i]!.AsObject().Select(member => member.Key));
                Assert.Equal(lines[i + 1], items[i]!.AsObject().Select(member => member.Value is null ? "" : member.Value.ToString()));
            }
        }
    }

    [Fact]
    public async Task Bytes_are_UTF8_with_CRLF_and_one_header_line()
    {
        var bytes = await api.Client.GetByteArrayAsync("/dataset/municipalities/municipalities.csv");
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.StartsWith("団体コード,都道府県名,市区町村名,", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Equal(13, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\r\n011002,北海道,札幌市,サッポロシ,Sapporo,市,", text, StringComparison.Ordinal);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. bytes];
        Assert.Equal(marked, await api.Client.GetByteArrayAsync("/dataset/municipalities/municipalities.csv?bom=true"));
        Assert.Equal(bytes, await api.Client.GetByteArrayAsync("/dataset/municipalities/municipalities.csv?bom=false&release=1"));
    }

    [Theory]
    [InlineData("0-0", 0, 1)]
    [InlineData("100-199", 100, 100)]
    [InlineData("-7", -7, 7)]
    [InlineData("69000-", 69000, -1)]
    public async Task Ranges_are_parts_of_the_whole(string range, int start, int length)
    {
        foreach (var query in (string[])["", "?bom=true"])
        {
            var whole = await api.Client.GetByteArrayAsync(File + query);
            using var request = new HttpRequestMessage(HttpMethod.Get, File + query);
            request.Headers.TryAddWithoutValidation("Range", "bytes=" + range);
            request.Headers.AcceptEncoding.ParseAdd("gzip, br");
            using var response = await api.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
            var from = start < 0 ? whole.Length + start : start;
            Assert.Equal(whole[from..(length < 0 ? whole.Length : from + length)], await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_range_beyond_the_end_or_of_another_version_is_none()
    {
        using var beyond = new HttpRequestMessage(HttpMethod.Get, File);
        beyond.Headers.Range = new RangeHeaderValue(99_999_999, null);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await api.Client.SendAsync(beyond)).StatusCode);
        using var other = new HttpRequestMessage(HttpMethod.Get, File);
        other.Headers.Range = new RangeHeaderValue(0, 9);
        other.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"another\""));
        Assert.Equal(HttpStatusCode.OK, (await api.Client.SendAsync(other)).StatusCode);
    }

    [Fact]
    public async Task A_range_of_an_unknown_unit_is_passed_over()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, File);
        request.Headers.TryAddWithoutValidation("Range", "items=0-1");
        using var whole = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal(await api.Client.GetByteArrayAsync(File), await whole.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("W/")]
    public async Task Who_has_a_file_is_told_so(string weak)
    {
        using var first = await api.Client.GetAsync(File);
        using var request = new HttpRequestMessage(HttpMethod.Get, File);
        request.Headers.TryAddWithoutValidation("If-None-Match", weak + first.Headers.ETag);
        using var again = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        using var since = new HttpRequestMessage(HttpMethod.Get, File);
        since.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        Assert.Equal(HttpStatusCode.NotModified, (await api.Client.SendAsync(since)).StatusCode);
        since.Dispose();
        using var before = new HttpRequestMessage(HttpMethod.Get, File);
        before.Headers.IfModifiedSince = first.Content.Headers.LastModified - TimeSpan.FromSeconds(1);
        Assert.Equal(HttpStatusCode.OK, (await api.Client.SendAsync(before)).StatusCode);
    }

    [Fact]
    public async Task Compressed_bytes_are_the_same_and_another_representation()
    {
        var whole = await api.Client.GetAsync(File);
        using var request = new HttpRequestMessage(HttpMethod.Get, File);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.NotEqual(whole.Headers.ETag, response.Headers.ETag);
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        await plain.CopyToAsync(memory);
        Assert.Equal(await whole.Content.ReadAsByteArrayAsync(), memory.ToArray());
        using var other = new HttpRequestMessage(HttpMethod.Get, File + "?bom=true");
        other.Headers.AcceptEncoding.ParseAdd("gzip, br");
        Assert.Empty((await api.Client.SendAsync(other)).Content.Headers.ContentEncoding); // its ETag names these very bytes
        using var refusing = new HttpRequestMessage(HttpMethod.Get, File);
        refusing.Headers.AcceptEncoding.ParseAdd("gzip;q=0, br;q=0");
        Assert.Empty((await api.Client.SendAsync(refusing)).Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData(File)]
    [InlineData(File + "?bom=true")]
    [InlineData(File + "?release=1")]
    [InlineData("/dataset/status/marks.json")]
    [InlineData("/catalog.zip")]
    public async Task Known_bytes_are_not_sent_again_and_HEAD_tells_their_length(string address)
    {
        foreach (var coding in (string[])["identity", "gzip", "br", "gzip, deflate, br, zstd"])
        {
            async Task<HttpResponseMessage> Send(HttpMethod method, EntityTagHeaderValue? known)
            {
                using var request = new HttpRequestMessage(method, address);
                request.Headers.AcceptEncoding.ParseAdd(coding);
                if (known is not null)
                {
                    request.Headers.IfNoneMatch.Add(known);
                }

                return await api.Client.SendAsync(request);
            }

            using var first = await Send(HttpMethod.Get, null);
            using var second = await Send(HttpMethod.Get, first.Headers.ETag);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            Assert.Equal(first.Headers.ETag, second.Headers.ETag);
            Assert.Empty(await second.Content.ReadAsByteArrayAsync());
            Assert.Equal(first.Headers.CacheControl!.ToString(), second.Headers.CacheControl!.ToString());
            using var head = await Send(HttpMethod.Head, null);
            Assert.Equal((await first.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
            Assert.Equal(first.Headers.ETag, head.Headers.ETag);
            Assert.Equal(first.Content.Headers.ContentEncoding, head.Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task Downloads_are_named_by_municipality_code_in_ASCII_and_Japanese()
    {
        using var response = await api.Client.GetAsync("/dataset/municipality-012033/demographics.csv");
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal("012033_municipality-012033_demographics.csv", disposition.FileName!.Trim('"'));
        Assert.Equal("012033_小樽市の人口等.csv", disposition.FileNameStar);
        Assert.StartsWith("attachment; filename*=", response.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        Assert.Contains("demographics.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"", response.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_holds_every_file_of_the_release()
    {
        using var archive = new ZipArchive(new MemoryStream(await api.Client.GetByteArrayAsync("/catalog.zip?release=1")));
        var packages = (await api.JsonAsync("/api/3/action/package_search?rows=1000"))["result"]!["results"]!.AsArray();
        var hashes = archive.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.Ordinal) || (entry.Name.EndsWith(".json", StringComparison.Ordinal) && char.IsAsciiDigit(entry.Name[0]) && !entry.Name.EndsWith("-metadata.json", StringComparison.Ordinal))).Select(entry =>
        {
            using var content = entry.Open();
            return Convert.ToHexStringLower(SHA256.HashData(content));
        });
        Assert.Equal(packages.SelectMany(package => package!["resources"]!.AsArray()).Select(resource => resource!["hash"]!.GetValue<string>()).Order(StringComparer.Ordinal), hashes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/dataset/status/marks.csv?release=2", 400, "release")]
    [InlineData("/dataset/status/marks.csv?bom=yes", 400, "bom")]
    [InlineData("/dataset/status/marks.json?bom=true", 400, "bom")]
    [InlineData("/dataset/status/marks.csv?limit=1", 400, "limit")]
    [InlineData("/dataset/status/nothing.csv", 404, "nothing")]
    [InlineData("/dataset/nothing/marks.csv", 404, "nothing")]
    public async Task A_wrong_address_is_explained(string address, int status, string named)
    {
        using var response = await api.Client.GetAsync(address);
        var problem = await Http.SweepTests.ProblemAsync(response, (HttpStatusCode)status);
        Assert.Contains(named, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_of_CKAN_lead_to_the_file()
    {
        var package = (await api.JsonAsync("/api/3/action/package_show?id=kpi"))["result"]!;
        var resource = package["resources"]![0]!;
        using var response = await api.Client.GetAsync($"/dataset/{package["id"]}/resource/{resource["id"]}/download/anything.csv");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(resource["url"]!.GetValue<string>(), response.Headers.Location!.ToString());
    }
}
