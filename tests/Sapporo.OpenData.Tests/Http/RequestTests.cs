using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Single requests and what they must bring.</summary>
public class RequestTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("/v1/projects?limit=0", "limit")]
    [InlineData("/v1/projects?limit=1001", "limit")]
    [InlineData("/v1/projects?limit=ten", "limit")]
    [InlineData("/v1/projects?sort=nothing", "sort")]
    [InlineData("/v1/projects?sort=number,-number", "sort")]
    [InlineData("/v1/projects?sort=", "sort")]
    [InlineData("/v1/projects?fields=id,nothing", "fields")]
    [InlineData("/v1/projects?number=one", "number")]
    [InlineData("/v1/projects?number=1..x", "number")]
    [InlineData("/v1/projects?number=..", "number")]
    [InlineData("/v1/projects?number=99999999999", "number")]
    [InlineData("/v1/projects?release=2", "release")]
    [InlineData("/v1/projects?release=0", "release")]
    [InlineData("/v1/projects?lang=fr", "lang")]
    [InlineData("/v1/projects?format=xml", "format")]
    [InlineData("/v1/projects?bom=true", "bom")]
    [InlineData("/v1/projects?cursor=abc", "cursor")]
    [InlineData("/v1/projects?cursor=%E3%81%82", "cursor")]
    [InlineData("/v1/projects?format=csv&limit=5", "limit")]
    [InlineData("/v1/projects?q=", "q")]
    [InlineData("/v1/projects?nameJa=%22open", "nameJa")]
    [InlineData("/v1/projects?vision=1&vision=2", "vision")]
    [InlineData("/v1/projects?nameJa=%00", "nameJa")]
    [InlineData("/v1/projects?nameJa=%FF%FE", "nameJa")]
    [InlineData("/v1/projects?q=%E3%81", "q")]
    [InlineData("/v1/municipalities?kind=county", "kind")]
    [InlineData("/v1/municipalities?code=11002", "code")]
    [InlineData("/v1/municipalities?code=011003", "code")]
    [InlineData("/v1/activities?startDate=2019-13-01", "startDate")]
    [InlineData("/v1/demographics?area=11002", "area")]
    [InlineData("/v1/projects?vision=", "vision")]
    [InlineData("/v1/projects?vision=01", "vision")]
    [InlineData("/v1/releases?publishedAt=10:00", "publishedAt")]
    [InlineData("/v1/changes?resource=data-files", "resource")]
    [InlineData("/v1/evaluations?check.agrees=yes", "check.agrees")]
    [InlineData("/v1/municipalities/011002?expand=everything", "expand")]
    [InlineData("/v1/evaluations/summary?by=colour", "by")]
    public async Task A_malformed_value_is_refused_and_named(string url, string parameter)
    {
        using var response = await api.Client.GetAsync(url);
        var problem = await SweepTests.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(parameter, problem["errors"]![0]!["parameter"]!.GetValue<string>());
        Assert.False(string.IsNullOrEmpty(problem["errors"]![0]!["allowed"]!.GetValue<string>()));
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        using var response = await api.Client.GetAsync("/v1/projects?limit=x&sort=x&number=x&nothing=x");
        var problem = await SweepTests.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["limit", "nothing", "number", "sort"], problem["errors"]!.AsArray().Select(error => error!["parameter"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/v1/projects/1-41")]
    [InlineData("/v1/municipalities/999999")]
    [InlineData("/v1/municipalities/011003")]
    [InlineData("/v1/releases/2")]
    [InlineData("/v1/releases/one")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/problems/nothing")]
    [InlineData("/nothing")]
    public async Task What_is_not_there_is_not_found(string url)
    {
        using var response = await api.Client.GetAsync(url);
        await SweepTests.ProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_query()
    {
        var next = (await api.JsonAsync("/v1/projects?vision=1&limit=2"))["links"]!["next"]!.GetValue<string>();
        using var response = await api.Client.GetAsync(next.Replace("vision=1", "vision=2", StringComparison.Ordinal));
        await SweepTests.ProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/v1/evaluations?format=json&project=1-32%0AfiscalYear=2019", "/v1/evaluations?project=1-32&fiscalYear=2019&limit=1")]
    [InlineData("/v1/demographics?format=json&area=011002%0Ameasure=population", "/v1/demographics?area=011002&measure=population&limit=1")]
    public async Task A_value_that_reads_like_two_is_one(string odd, string usual)
    {
        Assert.Equal(0, (await api.JsonAsync(odd))["total"]!.GetValue<int>());
        Assert.True((await api.JsonAsync(usual))["total"]!.GetValue<int>() > 1);
    }

    [Fact]
    public async Task English_answers_speak_English()
    {
        Assert.Equal("The document prints no page", (await api.JsonAsync("/v1/projects/1-1?lang=en"))["pageReason"]!.GetValue<string>());
        Assert.Equal("資料にページの記載がない", (await api.JsonAsync("/v1/projects/1-1"))["pageReason"]!.GetValue<string>());
        using var response = await api.Client.GetAsync("/v1/projects?limit=0&lang=en");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("Invalid parameter value", problem["title"]!.GetValue<string>());
        Assert.Null(problem["titleEn"]);
    }

    [Fact]
    public async Task A_municipality_brings_its_own_figures_in_one_request()
    {
        var city = await api.JsonAsync("/v1/municipalities/012106?expand=demographics,projects,activities,partnerships");
        Assert.Equal("岩見沢市", city["nameJa"]!.GetValue<string>());
        Assert.Equal(["27.8", "32.6", "10.17", "90145", "84499"], city["demographics"]!.AsArray().Select(row => row!["amount"]!.ToString()).OrderBy(text => Array.IndexOf(["27.8", "32.6", "10.17", "90145", "84499"], text)));
        Assert.Equal(await api.ScalarAsync("select count(*) from opendata.activity_version where '012106' = any (municipalities)"), $"{city["activities"]!.AsArray().Count}");
        Assert.Equal(await api.ScalarAsync("select count(*) from opendata.partnership_version where '012106' = any (municipalities)"), $"{city["partnerships"]!.AsArray().Count}");
        Assert.Contains(city["projects"]!.AsArray(), project => project!["id"]!.GetValue<string>() == "1-24");
        foreach (var name in new[] { "demographics", "projects", "activities", "partnerships" })
        {
            Assert.NotNull(await api.JsonAsync(city["links"]![name]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Five_digits_of_a_code_are_enough() =>
        Assert.Equal("011002", (await api.JsonAsync("/v1/municipalities/01100"))["code"]!.GetValue<string>());

    [Fact]
    public async Task A_day_is_all_of_it()
    {
        var day = DateTime.Parse((await api.JsonAsync("/v1/releases/1"))["publishedAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
        foreach (var (text, found) in new[] { (Text(day), 1), ($"..{Text(day)}", 1), ($"{Text(day)}..", 1), ($"..{Text(day.AddDays(-1))}", 0), ($"{Text(day.AddDays(1))}..", 0), (Text(day.AddDays(-1)), 0) })
        {
            Assert.Equal((text, found), (text, (await api.JsonAsync($"/v1/releases?publishedAt={text}"))["total"]!.GetValue<int>()));
        }

        static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Null_finds_empty_lists()
    {
        Assert.Equal(await api.ScalarAsync("select count(*) from opendata.activity_version where municipalities = '{}'"), $"{(await api.JsonAsync("/v1/activities?municipalities=null"))["total"]}");
        Assert.Equal(await api.ScalarAsync("select count(*) from opendata.demographic_version where inferred = '{}' or 'basis' = any (inferred)"), $"{(await api.JsonAsync("/v1/demographics?inferred=null,basis"))["total"]}");
    }

    [Fact]
    public async Task Search_knows_no_width_and_no_case() => Assert.Equal(
        (await api.JsonAsync("/v1/projects?q=" + Uri.EscapeDataString("MICE 誘致")))["items"]!.ToJsonString(),
        (await api.JsonAsync("/v1/projects?q=" + Uri.EscapeDataString("ｍｉｃｅ　誘致")))["items"]!.ToJsonString());

    [Fact]
    public async Task Link_headers_lead_where_the_links_do()
    {
        using var response = await api.Client.GetAsync("/v1/projects?limit=5");
        var links = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["links"]!;
        Assert.Equal($"<{links["self"]}>; rel=\"self\", <{links["next"]}>; rel=\"next\"", response.Headers.GetValues("Link").Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/embed/projects/1-32")]
    [InlineData("/v1/projects?limit=1")]
    [InlineData("/catalog.ttl")]
    public async Task A_client_that_names_no_host_is_answered_with_the_address_that_it_asked(string url)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(api.Client.BaseAddress!.Host, api.Client.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {url} HTTP/1.0\r\n\r\n"));
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 (200|404) ", answer);
        Assert.Contains($"{api.Client.BaseAddress}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_tells_what_a_client_needs()
    {
        var index = await api.JsonAsync("/v1");
        Assert.Equal(1000, index["limits"]!["maxLimit"]!.GetValue<int>());
        Assert.Contains(index["codeLists"]!["ratings"]!.AsArray(), mark => mark!["rating"]!.GetValue<string>() == "◎" && mark["ratingCode"]!.GetValue<string>() == "achieved");
        foreach (var resource in index["resources"]!.AsArray())
        {
            Assert.NotNull((await api.JsonAsync(resource!["url"]!.GetValue<string>()))["total"]);
        }

        foreach (var (name, link) in index["links"]!.AsObject().Where(link => link.Key != "documentation"))
        {
            Assert.True((await api.Client.GetAsync(link!.GetValue<string>())).IsSuccessStatusCode, name);
        }
    }
}
