using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>What the Action API tells CKAN's clients and harvesters.</summary>
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
