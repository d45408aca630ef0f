using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The Action API as CKAN's clients and harvesters use it.</summary>
public partial class CkanTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] PackageKeys =
    [
        "id", "name", "title", "notes", "url", "version", "author", "author_email", "maintainer", "maintainer_email", "license_id", "license_title", "license_url", "isopen", "private", "state", "type",
        "creator_user_id", "owner_org", "organization", "groups", "tags", "extras", "resources", "num_resources", "num_tags", "metadata_created", "metadata_modified", "relationships_as_subject", "relationships_as_object",
    ];

    private static readonly string[] ResourceKeys =
    [
        "id", "package_id", "position", "name", "description", "format", "mimetype", "mimetype_inner", "size", "hash", "url", "url_type", "resource_type", "created", "last_modified", "metadata_modified",
        "cache_url", "cache_last_updated", "state", "datastore_active",
    ];

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
    public async Task Packages_have_every_key_and_nothing_that_a_harvesting_CKAN_refuses()
    {
        var packages = await AllPackagesAsync();
        Assert.Equal(packages.Count * 2, packages.SelectMany(package => (string[])[Text(package, "id"), Text(package, "name")]).Distinct(StringComparer.Ordinal).Count());
        foreach (var package in packages)
        {
            Assert.Equal(PackageKeys.Order(StringComparer.Ordinal), package.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
            Assert.True(Guid.TryParse(Text(package, "id"), out _));
            Assert.Matches("^[a-z0-9_-]{2,100}$", Text(package, "name"));
            Assert.All(package["tags"]!.AsArray(), tag => Assert.Matches(@"^[\w \-.]{2,100}$", Text(tag!, "name")));
            Assert.Matches(CkanTime(), Text(package, "metadata_modified"));
            Assert.Matches(CkanTime(), Text(package, "metadata_created"));
            Assert.Equal(Text(package, "owner_org"), Text(package["organization"]!, "id"));
            Assert.Equal("organization", Text(package["organization"]!, "type"));
            Assert.Matches(CkanTime(), Text(package["organization"]!, "created"));
            var extras = package["extras"]!.AsArray().Select(extra => Text(extra!, "key")).ToList();
            Assert.Equal(extras.Count, extras.Distinct(StringComparer.Ordinal).Except(PackageKeys, StringComparer.Ordinal).Count());
            Assert.All(package["resources"]!.AsArray().Select((resource, position) => (resource, position)), item =>
            {
                Assert.Equal(ResourceKeys.Order(StringComparer.Ordinal), item.resource!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
                Assert.True(Guid.TryParse(Text(item.resource, "id"), out _));
                Assert.Equal(item.position, item.resource["position"]!.GetValue<int>());
                Assert.Matches(CkanTime(), Text(item.resource, "last_modified"));
                Assert.Contains(Text(item.resource, "format"), (string[])["CSV", "JSON"]);
            });
            Assert.NotEmpty(package["resources"]!.AsArray());
            Assert.Equal("notspecified", Text(package, "license_id"));
        }

        Assert.Contains(await ListAsync("license_list"), licence => Text(licence, "id") == "notspecified");
        Assert.Equal(12, packages.Count(package => CodeForm().IsMatch(Text(package["organization"]!, "name"))));
    }

    [Fact]
    public async Task A_harvester_reads_all_pages_in_a_stable_order_and_stops_at_an_empty_one()
    {
        var (found, start) = (new List<string>(), 0);
        while (true)
        {
            var page = await ResultAsync($"package_search?rows=10&start={start}&sort=id asc");
            Assert.Equal(26, page["count"]!.GetValue<int>());
            if (page["results"]!.AsArray().Count == 0)
            {
                break;
            }

            found.AddRange(page["results"]!.AsArray().Select(package => Text(package!, "id")));
            start += 10;
        }

        Assert.Equal(26, found.Count);
        Assert.Equal(found.Order(StringComparer.Ordinal), found);
        Assert.Equal(26, (await ListAsync("package_list")).Count);
        Assert.Equal(23, (await ListAsync("package_list?offset=3")).Count);
        Assert.Equal(26, (await ResultAsync("package_search?rows=100000"))["results"]!.AsArray().Count);
        Assert.Empty((await ResultAsync("package_search?start=1000"))["results"]!.AsArray());
    }

    [Theory]
    [InlineData("q=高齢化率", "demographics")]
    [InlineData("q=齢化", "demographics")]
    [InlineData("q=まちづくりパートナー", "partner-agreement")]
    [InlineData("q=ageing", "demographics")]
    [InlineData("q=実績値 2019", "status-2019")]
    [InlineData("q=ｵｰﾌﾟﾝﾃﾞｰﾀ一覧", "open-data-list")]
    public async Task Japanese_is_found_within_words(string query, string name)
    {
        var result = await ResultAsync($"package_search?{query}&rows=100");
        Assert.Contains(name, result["results"]!.AsArray().Select(package => Text(package!, "name")));
        Assert.True(result["count"]!.GetValue<int>() < 26);
    }

    [Theory]
    [InlineData("fq=organization:011002", 1)]
    [InlineData("fq=organization:011002 OR organization:012033", 2)]
    [InlineData("fq=-organization:sapporo-area -organization:011002", 11)]
    [InlineData("fq=metadata_modified:[2000-01-01T00:00:00Z TO *] organization:011002 OR organization:012033", 2)]
    [InlineData("fq=metadata_modified:[2100-01-01T00:00:00.123456Z TO *]", 0)]
    [InlineData("fq=groups:statistics", 14)]
    [InlineData("fq=res_format:CSV", 26)]
    [InlineData("fq=res_format:XLSX", 0)]
    [InlineData("fq=tags:\"基本KPI\"", -1)]
    [InlineData("fq_list=organization:sapporo-area&fq_list=tags:人口", -1)]
    [InlineData("fq=organization:sapporo-area&fq=name:kpi&_=123", 1)]
    [InlineData("fq=state:active %2Bdataset_type:dataset capacity:public", 26)]
    [InlineData("q=organization:011002 AND -tags:KPI", 1)]
    [InlineData("q=''", 26)]
    [InlineData("q=*:*&fq=license_id:notspecified", 26)]
    [InlineData("fq=extras_frequency:annual", -1)]
    public async Task Filters_narrow(string query, int count)
    {
        var found = (await ResultAsync($"package_search?{query}&rows=0"))["count"]!.GetValue<int>();
        Assert.True(count < 0 ? found is > 0 and < 26 : found == count, $"{query}: {found}");
    }

    [Fact]
    public async Task Facets_count_what_was_found()
    {
        var result = await ResultAsync("package_search?rows=0&facet.field=[\"organization\",\"groups\",\"res_format\"]&facet.limit=3");
        var organizations = result["search_facets"]!["organization"]!["items"]!.AsArray();
        Assert.Equal(3, organizations.Count);
        Assert.Equal(("sapporo-area", 14), (Text(organizations[0]!, "name"), organizations[0]!["count"]!.GetValue<int>()));
        Assert.Equal("さっぽろ連携中枢都市圏", Text(organizations[0]!, "display_name"));
        Assert.Equal(26, result["facets"]!["res_format"]!["CSV"]!.GetValue<int>());
    }

    [Fact]
    public async Task Owners_are_listed_and_shown()
    {
        var names = (await ListAsync("organization_list?sort=name asc")).Select(name => name.GetValue<string>()).ToList();
        Assert.Equal(13, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        var all = await ListAsync("organization_list?all_fields=true&sort=name asc");
        Assert.Equal(names, all.Select(organization => Text(organization, "name")));
        var sapporo = await ResultAsync("organization_show?id=011002&include_datasets=true");
        Assert.Equal(("札幌市", 1), (Text(sapporo, "title"), sapporo["package_count"]!.GetValue<int>()));
        Assert.Equal("municipality-011002", Text(sapporo["packages"]![0]!, "name"));
        Assert.Equal(Text(sapporo, "name"), Text(await ResultAsync($"organization_show?id={sapporo["id"]}"), "name"));
        foreach (var group in await ListAsync("group_list?all_fields=True"))
        {
            Assert.Equal(group["package_count"]!.GetValue<int>(), (await ListAsync($"group_package_show?id={Text(group, "name")}")).Count);
            Assert.False((await ResultAsync($"group_show?id={group["id"]}"))["is_organization"]!.GetValue<bool>());
        }
    }

    [Fact]
    public async Task The_other_reading_actions_answer()
    {
        Assert.Equal("2.11.5", Text(await ResultAsync("status_show"), "ckan_version"));
        Assert.True((await ResultAsync("site_read")).GetValue<bool>());
        Assert.NotEmpty((await ResultAsync("help_show?name=package_search")).GetValue<string>());
        Assert.Contains("人口", (await ListAsync("tag_list")).Select(tag => tag.GetValue<string>()));
        Assert.NotEmpty((await ResultAsync("tag_show?id=人口&include_datasets=true"))["packages"]!.AsArray());
        Assert.Equal("title", Text((await ListAsync("package_autocomplete?q=高齢化"))[0], "match_field"));
        Assert.Equal("csv", (await ListAsync("format_autocomplete?q=cs"))[0].GetValue<string>());
        var hash = Text((await ResultAsync("package_show?id=kpi"))["resources"]![0]!, "hash");
        Assert.Equal(1, (await ResultAsync($"resource_search?query=hash:{hash[..12]}"))["count"]!.GetValue<int>());
        Assert.Empty(await ListAsync($"resource_view_list?id={await CsvIdAsync("kpi")}"));
        Assert.Equal(26, (await ListAsync("current_package_list_with_resources")).Count);
        Assert.Empty(await ListAsync("vocabulary_list"));
    }

    [Fact]
    public async Task Answers_to_GET_have_an_ETag_and_wrong_ones_none()
    {
        using var first = await api.Client.GetAsync("/api/3/action/package_show?id=kpi");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/3/action/package_show?id=kpi");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await api.Client.SendAsync(request)).StatusCode);
        using var wrong = new HttpRequestMessage(HttpMethod.Get, "/api/3/action/package_show?id=nothing");
        wrong.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.SendAsync(wrong)).StatusCode);
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    private async Task<JsonNode> ResultAsync(string call) => (await api.JsonAsync("/api/3/action/" + call))["result"]!;

    private async Task<List<JsonNode>> ListAsync(string call) => [.. (await ResultAsync(call)).AsArray().Select(item => item!)];

    private async Task<List<JsonNode>> AllPackagesAsync() => [.. (await ResultAsync("package_search?rows=1000"))["results"]!.AsArray().Select(item => item!)];

    private async Task<string> CsvIdAsync(string dataset) => Text((await ResultAsync("package_show?id=" + dataset))["resources"]![0]!, "id");

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CkanTime();

    [GeneratedRegex(@"^\d{6}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeForm();
}
