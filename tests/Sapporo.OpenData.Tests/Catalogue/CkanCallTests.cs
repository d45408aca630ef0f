using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The Action API in the ways that CKAN's clients call it, and its errors.</summary>
public class CkanCallTests(TestApi api) : IClassFixture<TestApi>
{
    public static TheoryData<string, string, string> WaysOfCalling => new()
    {
        { "GET", "?id=kpi", "" },
        { "GET", "?name_or_id=kpi&include_datasets=True", "" },
        { "application/json", "", """{"id": "kpi"}""" },
        { "application/json;charset=utf-8", "", """{"id": "kpi", "use_default_schema": null}""" },
        { "application/json", "?id=kpi", "" },
        { "application/json", "?id=kpi", "{}" },
        { "application/json", "", """{"id": ["kpi"]}""" },
        { "application/x-www-form-urlencoded", "", "id=kpi" },
        { "application/x-www-form-urlencoded", "", """{"id": "kpi"}""" },
        { "application/x-www-form-urlencoded", "", """{"id": "kpi"}=1""" },
        { "application/x-www-form-urlencoded", "", "%7B%22id%22%3A+%22kpi%22%7D=1" },
        { "", "", """{"id": "kpi"}""" },
    };

    [Theory]
    [MemberData(nameof(WaysOfCalling))]
    public async Task Parameters_come_in_every_way_that_clients_send_them(string way, string query, string body)
    {
        foreach (var prefix in (string[])["/api/action/", "/api/3/action/"])
        {
            using var request = new HttpRequestMessage(way == "GET" ? HttpMethod.Get : HttpMethod.Post, prefix + "package_show" + query);
            request.Headers.TryAddWithoutValidation("Authorization", "any-key");
            request.Headers.TryAddWithoutValidation("X-CKAN-API-Key", "any-key");
            if (way != "GET")
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                request.Content.Headers.TryAddWithoutValidation("Content-Type", way);
            }

            using var response = await api.Client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            Assert.Equal("application/json;charset=utf-8", response.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
            Assert.Equal("kpi", JsonNode.Parse(text)!["result"]!["name"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_multipart_form_is_read_too()
    {
        using var form = new MultipartFormDataContent { { new StringContent("kpi"), "id" } };
        using var response = await api.Client.PostAsync("/api/3/action/package_show", form);
        Assert.Equal("kpi", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["result"]!["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("package_show", 409, "Validation Error", "id")]
    [InlineData("package_show?id=nothing", 404, "Not Found Error", null)]
    [InlineData("resource_show?id=nothing", 404, "Not Found Error", null)]
    [InlineData("organization_show?id=statistics", 404, "Not Found Error", null)]
    [InlineData("group_show?id=011002", 404, "Not Found Error", null)]
    [InlineData("package_search?limit=5", 400, "Search Query Error", null)]
    [InlineData("package_search?sort=nothing asc", 400, "Search Query Error", null)]
    [InlineData("package_search?fq=(organization:a", 409, "Search Error", null)]
    [InlineData("package_search?rows=-1", 409, "Validation Error", "rows")]
    [InlineData("package_search?start=x", 409, "Validation Error", "start")]
    [InlineData("datastore_search?resource_id=nothing", 404, "Not Found Error", null)]
    [InlineData("datastore_search?resource_id={csv}&filters={\"ない列\":1}", 409, "Validation Error", "filters")]
    [InlineData("datastore_search?resource_id={csv}&fields=ない列", 409, "Validation Error", "fields")]
    [InlineData("datastore_search?resource_id={csv}&sort=ない列", 409, "Validation Error", "sort")]
    [InlineData("datastore_search?resource_id={csv}&limit=ten", 409, "Validation Error", "limit")]
    [InlineData("datastore_search?resource_id={csv}&unknown=1", 409, "Validation Error", "unknown")]
    [InlineData("datastore_search?resource_id={csv}&filters={\"a", 409, "Validation Error", "filters")]
    [InlineData("datastore_search?resource_id={csv}&filters={\"区分\":{}}", 409, "Validation Error", "filters")]
    [InlineData("datastore_search?resource_id={csv}&filters={\"区分\":{\"near\":1}}", 409, "Validation Error", "filters")]
    [InlineData("datastore_search?resource_id={csv}&filters={\"_id\":\"x\"}", 409, "Validation Error", "filters")]
    [InlineData("datastore_search?resource_id={csv}&distinct=true&fields=区分&sort=団体コード", 409, "Validation Error", "sort")]
    [InlineData("datastore_search?resource_id={csv}&q=1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51", 409, "Validation Error", "q")]
    [InlineData("datastore_search_sql?sql=select 1", 403, "Authorization Error", null)]
    [InlineData("resource_search?query=nothing:x", 409, "Validation Error", "query")]
    [InlineData("organization_list?sort=created", 409, "Validation Error", "sort")]
    public async Task Errors_are_CKANs(string call, int status, string type, string? field)
    {
        using var response = await api.Client.GetAsync("/api/3/action/" + call.Replace("{csv}", await CsvIdAsync("municipalities"), StringComparison.Ordinal));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        Assert.Equal(status, (int)response.StatusCode);
        Assert.False(answer["success"]!.GetValue<bool>());
        Assert.False(answer.ContainsKey("result"));
        Assert.Equal(type, answer["error"]!["__type"]!.GetValue<string>());
        Assert.NotEmpty(answer["error"]!["message"]!.GetValue<string>());
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        if (field is not null)
        {
            Assert.NotEmpty(answer["error"]![field]![0]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("GET", "nothing", null, 400, "Bad request: Action name not known: nothing")]
    [InlineData("GET", "package_create", null, 400, "Bad request: Function package_create")]
    [InlineData("POST", "package_show", "{\"id\": ", 400, "Bad request: JSON Error")]
    [InlineData("POST", "package_show", "{\"id\": \"a\", \"id\": \"b\"}", 400, "Bad request: JSON Error")]
    [InlineData("POST", "package_show", "[1]", 400, "Bad request: JSON Error")]
    [InlineData("POST", "package_show", "{\"id\": \"a\\u0000b\"}", 400, "Bad request: A text")]
    [InlineData("POST", "package_show", "{\"id\": \"\\ud800\"}", 400, "Bad request: JSON Error")]
    [InlineData("GET", "datastore_search?resource_id=a%00b", null, 400, "Bad request: A text")]
    public async Task What_is_not_understood_is_a_bare_text(string method, string action, string? body, int status, string starts)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/3/action/" + action);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith(starts, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/1/action/package_list")]
    [InlineData("/api/util/status")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var response = await api.Client.GetAsync(path);
        Assert.Equal(404, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_not_among_those_that_are()
    {
        using var response = await api.Client.PutAsync("/api/3/action/package_show", null);
        Assert.Equal("GET, HEAD, POST, OPTIONS", string.Join(", ", response.Content.Headers.Allow));
        Assert.EndsWith("GET, HEAD, POST, OPTIONS", JsonNode.Parse(await response.Content.ReadAsStringAsync())!.GetValue<string>().TrimEnd('.'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_breaks_off_and_a_body_too_long_are_refused()
    {
        using var broken = new StringContent("{}");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.PostAsync("/api/3/action/package_show", broken)).StatusCode);
        using var refused = await api.Client.PostAsync("/api/3/action/package_show", new StringContent(new string('x', 70_000), Encoding.UTF8, "application/json"));
        Assert.StartsWith("\"Bad request", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package_create")]
    [InlineData("package_patch")]
    [InlineData("resource_delete")]
    [InlineData("datastore_upsert")]
    public async Task Nobody_writes(string action)
    {
        using var response = await api.Client.PostAsync("/api/3/action/" + action, new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("Authorization Error", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["__type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Browsers_may_post_and_wrap()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/3/action/package_search");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var allowed = await api.Client.SendAsync(preflight);
        Assert.Contains("POST", allowed.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains("Content-Type", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        using var wrapped = await api.Client.GetAsync("/api/3/action/site_read?callback=show");
        Assert.Equal("application/javascript;charset=utf-8", wrapped.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
        Assert.Matches(@"^show\(\{.*\}\);$", await wrapped.Content.ReadAsStringAsync());
        using var injected = await api.Client.GetAsync("/api/3/action/site_read?callback=alert(1)//");
        Assert.Equal(HttpStatusCode.BadRequest, injected.StatusCode);
        Assert.Equal("""{"version":3}""", await api.Client.GetStringAsync("/api/3"));
        Assert.Equal("""{"version":3}""", await api.Client.GetStringAsync("/api/3/"));
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_in_time_are_an_error_without_a_tag()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:StatementTimeoutSeconds", "1"));
        await TestApi.WaitUntilReadyAsync(client);
        var url = "/api/3/action/datastore_search?resource_id=" + await CsvIdAsync("municipalities");
        await using (await TableLock.TakeAsync(api.ConnectionString, "opendata.municipality_version"))
        {
            using var late = await client.GetAsync(url);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
            Assert.Null(late.Headers.ETag);
            Assert.Equal(TimeSpan.FromSeconds(5), late.Headers.RetryAfter!.Delta);
            Assert.False(JsonNode.Parse(await late.Content.ReadAsStringAsync())!["success"]!.GetValue<bool>());
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(url)).StatusCode);
        await app.DisposeAsync();
    }

    private async Task<string> CsvIdAsync(string dataset) => (await api.JsonAsync("/api/3/action/package_show?id=" + dataset))["result"]!["resources"]![0]!["id"]!.GetValue<string>();
}
