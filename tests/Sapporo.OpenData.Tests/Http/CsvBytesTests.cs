using System.Text;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>CSV to the byte.</summary>
public class CsvBytesTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Url = "/v1/municipalities?fields=code,nameJa,district,ordinal&code=011002,013030&format=csv";
    private const string Body = "code,nameJa,district,ordinal\r\n011002,札幌市,,1\r\n013030,当別町,石狩郡,9\r\n";

    [Fact]
    public async Task Header_line_ends_nulls_and_leading_zeros()
    {
        using var response = await api.Client.GetAsync(Url);
        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename=\"municipalities.csv\"", response.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(Encoding.UTF8.GetBytes(Body), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_byte_order_mark_comes_only_when_asked_for() =>
        Assert.Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Body)], await api.Client.GetByteArrayAsync(Url + "&bom=true"));

    [Fact]
    public async Task Accept_chooses_CSV_as_well()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url.Replace("&format=csv", "", StringComparison.Ordinal));
        request.Headers.Accept.ParseAdd("text/html;q=0.5, text/csv, */*;q=0.1");
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(Encoding.UTF8.GetBytes(Body), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Commas_quotes_lists_and_parts_are_quoted() => Assert.Equal(
        "id,actual.text,actual.parts\r\n1-32-1-2019,\"3,832／194\",\"[{\"\"name\"\":\"\"データファイル数\"\",\"\"amount\"\":3832},{\"\"name\"\":\"\"データセット数\"\",\"\"amount\"\":194}]\"\r\n",
        await api.Client.GetStringAsync("/v1/evaluations?indicator=1-32-1&fields=id,actual.text,actual.parts&format=csv"));

    [Fact]
    public async Task More_rows_than_a_page_come_whole()
    {
        var lines = (await api.Client.GetStringAsync("/v1/changes?format=csv&fields=id")).Split("\r\n");
        Assert.Equal(int.Parse((await api.ScalarAsync("select count(*) from opendata.change"))!, null) + 2, lines.Length);
    }
}
