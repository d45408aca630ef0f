using System.Text.Json.Nodes;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>What a publication makes of datasets and data files, seen as a harvester sees it. Each test has a server of its own.</summary>
public sealed class RenderingTests : TestApi, IDisposable
{
    private readonly InputDirectory input = new();

    public void Dispose() => input.Dispose();

    [Fact]
    public async Task A_release_changes_only_the_datasets_whose_figures_it_changes()
    {
        var before = await PackagesAsync();
        var old = await Client.GetByteArrayAsync("/dataset/municipality-012033/demographics.csv");
        input.Replace("demographics.csv", "\"121,924\"", "\"121,925\"");
        await PublishAsync();
        var after = await PackagesAsync();
        string[] changed = ["demographics", "municipality-012033"];
        Assert.Equal(changed, after.Where(package => Modified(package) != Modified(before[package.Key])).Select(package => package.Key).Order(StringComparer.Ordinal));
        Assert.All(changed, name => Assert.True(string.CompareOrdinal(Modified(after[name]), Modified(before[name])) > 0, name));
        Assert.All(changed, name => Assert.Equal("2", after[name]["version"]!.GetValue<string>()));

        // An incremental harvest asks from the time of the last one.
        var since = Modified(after["demographics"]);
        var found = await ActionAsync($"package_search?fq=metadata_modified:[{since}Z TO *]&rows=100&sort=id asc");
        Assert.Equal(changed, found["results"]!.AsArray().Select(package => package!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));

        // Of the changed datasets only the changed files carry a new time; the bytes of before are kept.
        var resources = after["municipality-012033"]["resources"]!.AsArray();
        Assert.Equal(2, resources.Count(resource => resource!["last_modified"]!.GetValue<string>() == since));
        Assert.Equal(old, await Client.GetByteArrayAsync("/dataset/municipality-012033/demographics.csv?release=1"));
        Assert.NotEqual(old, await Client.GetByteArrayAsync("/dataset/municipality-012033/demographics.csv"));
    }

    [Fact]
    public async Task Going_back_gives_the_same_bytes_which_are_stored_once()
    {
        var stored = await ScalarAsync("select count(*) from opendata.stored_content");
        var old = await Client.GetByteArrayAsync("/dataset/demographics/demographics.csv");
        input.Replace("demographics.csv", "\"121,924\"", "\"121,925\"");
        await PublishAsync();
        await new Publisher(Publisher).RevertAsync(1);
        await UntilReleaseAsync(3);
        Assert.Equal(old, await Client.GetByteArrayAsync("/dataset/demographics/demographics.csv"));
        Assert.Equal(int.Parse(stored!, null) + 4, int.Parse((await ScalarAsync("select count(*) from opendata.stored_content"))!, null));
    }

    [Fact]
    public async Task A_change_of_words_alone_changes_its_dataset_and_no_bytes()
    {
        input.Replace("datasets.csv", "構成市町村一覧,Municipalities of the area", "構成市町村の表,Municipalities of the area");
        var before = await PackagesAsync();
        await PublishAsync();
        var after = await PackagesAsync();
        Assert.Equal(["municipalities", "open-data-list"], after.Where(package => Modified(package) != Modified(before[package.Key])).Select(package => package.Key).Order(StringComparer.Ordinal));
        Assert.Equal(before["municipalities"]["resources"]!.ToJsonString(), after["municipalities"]["resources"]!.ToJsonString().Replace(Modified(after["municipalities"]), Modified(before["municipalities"]), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renamed_dataset_keeps_its_identity_and_is_found_by_its_former_name()
    {
        var before = (await PackagesAsync())["kpi"];
        input.Edit("datasets.csv", text => string.Join('\n', text.Split('\n').Select(line => line.StartsWith("kpi,", StringComparison.Ordinal) ? ReplaceThird(line, "basic-kpi") : line)));
        await PublishAsync();
        var after = (await PackagesAsync())["basic-kpi"];
        Assert.Equal(before["id"]!.GetValue<string>(), after["id"]!.GetValue<string>());
        Assert.Equal(before["resources"]![0]!["id"]!.GetValue<string>(), after["resources"]![0]!["id"]!.GetValue<string>());
        foreach (var path in (string[])["/kpi-vision1.csv?bom=true", "/kpi-vision1.json", ".ttl", ""])
        {
            using var moved = await Client.GetAsync("/dataset/kpi" + path);
            Assert.Equal(301, (int)moved.StatusCode);
            Assert.EndsWith("/dataset/basic-kpi" + path, moved.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.True((await Client.GetAsync(moved.Headers.Location)).IsSuccessStatusCode);
        }

        Assert.Equal("basic-kpi", (await ActionAsync("package_show?id=kpi"))["name"]!.GetValue<string>());
        foreach (var address in (string[])["/dataset/kpi/kpi-vision1.csv?release=1", "/dataset/basic-kpi/kpi-vision1.csv?release=1", "/dataset/kpi/kpi-vision1.csv?release=2"])
        {
            Assert.True((await Client.GetAsync(address)).IsSuccessStatusCode, address);
        }
    }

    [Fact]
    public async Task A_withdrawn_dataset_leaves_a_tombstone_and_its_past()
    {
        input.Remove("datasets.csv", "kpi,");
        input.Remove("data_files.csv", "kpi.");
        await PublishAsync();
        Assert.DoesNotContain("kpi", (await PackagesAsync()).Keys);
        using var missing = await Client.GetAsync("/api/3/action/package_show?id=kpi");
        Assert.Equal(404, (int)missing.StatusCode);
        Assert.Contains("withdrawn in release 2", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var path in (string[])["", ".ttl", "/kpi-vision1.csv", "/datapackage.json"])
        {
            using var gone = await Client.GetAsync("/dataset/kpi" + path);
            Assert.Equal(410, (int)gone.StatusCode);
        }

        using var past = await Client.GetAsync("/dataset/kpi/kpi-vision1.csv?release=1");
        Assert.True(past.IsSuccessStatusCode);

        // Back again, as it was: known by the same identity, and changed for whoever harvests.
        var first = await ScalarAsync("select digest from opendata.dataset_state where dataset = 'kpi' and release = 1");
        await new Publisher(Publisher).RevertAsync(1);
        await UntilReleaseAsync(3);
        Assert.Equal("3", (await PackagesAsync())["kpi"]["version"]!.GetValue<string>());
        Assert.Equal(first, await ScalarAsync("select digest from opendata.dataset_state where dataset = 'kpi' and release = 3"));
    }

    [Fact]
    public async Task A_licence_is_set_for_one_dataset_and_shows_everywhere()
    {
        input.Edit("datasets.csv", text => string.Join('\n', text.Split('\n').Select(line => line.StartsWith("kpi,", StringComparison.Ordinal) ? line + "cc-by" : line)));
        await PublishAsync();
        var package = await ActionAsync("package_show?id=kpi");
        Assert.Equal(("cc-by", "Creative Commons Attribution", true), (package["license_id"]!.GetValue<string>(), package["license_title"]!.GetValue<string>(), package["isopen"]!.GetValue<bool>()));
        Assert.Contains("opendefinition.org/licenses/cc-by", await Client.GetStringAsync("/dataset/kpi.ttl"), StringComparison.Ordinal);
        Assert.Contains("https://creativecommons.org/licenses/by/4.0/", await Client.GetStringAsync("/dataset/kpi"), StringComparison.Ordinal);
        Assert.Contains("cc-by", await Client.GetStringAsync("/dataset/kpi/datapackage.json"), StringComparison.Ordinal);
        Assert.Contains("クリエイティブ", (await JsonAsync("/dataset/open-data-list/open-data-list.json")).AsArray().Single(row => row!["URL"]!.GetValue<string>() == "/dataset/kpi")!["ライセンス"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(25, (await ActionAsync("package_search?fq=license_id:notspecified&rows=0"))["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_view_that_is_defined_anew_and_gives_the_same_bytes_is_noted_once()
    {
        const string Definitions = "select string_agg(definition, ',' order by data_file, format) from opendata.file_rendition r join opendata.data_file_version f on f.id = r.data_file where f.view = 'file_partnership'";
        var before = await ScalarAsync(Definitions);
        await QueryAsync("""
            do $$ begin execute 'create or replace view opendata.file_partnership as select * from (' || rtrim(pg_get_viewdef('opendata.file_partnership'::regclass), ';') || ') same'; end $$
            """);
        Assert.Equal(before, await ScalarAsync(Definitions));
        input.Replace("demographics.csv", "\"121,924\"", "\"121,925\"");
        await PublishAsync();
        Assert.NotEqual(before, await ScalarAsync(Definitions));
        Assert.Equal("1", await ScalarAsync("select max(r.release) from opendata.file_rendition r join opendata.data_file_version f on f.id = r.data_file where f.view = 'file_partnership'"));
    }

    [Fact]
    public async Task A_new_data_file_needs_a_view_and_rows_only()
    {
        await QueryAsync("""
            create view opendata.file_unit as select id as "単位", name_en as "英語", length(id) as "文字数" from opendata.unit_version where until_release is null order by id;
            comment on view opendata.file_unit is '単位 / Units'; comment on column opendata.file_unit."単位" is '単位の表記 / Unit {unit key required}'; comment on column opendata.file_unit."文字数" is '文字の数 / Characters {length unit=文字}';
            """);
        input.Append("data_files.csv", "municipalities.units,municipalities,0c7b43dd-3b0c-4b0e-9d0c-2f6d3f4e5a6b,1c7b43dd-3b0c-4b0e-9d0c-2f6d3f4e5a6b,2,units,単位,Units,試験用の単位。,Units for a test.,file_unit,,");
        await PublishAsync();
        var csv = await Client.GetStringAsync("/dataset/municipalities/units.csv");
        Assert.StartsWith("単位,英語,文字数\r\n%,percent,1\r\n", csv, StringComparison.Ordinal);
        Assert.Equal("%", JsonNode.Parse(await Client.GetStringAsync("/dataset/municipalities/units.json"))![0]!["単位"]!.GetValue<string>());
        var rows = await ActionAsync("datastore_search?resource_id=0c7b43dd-3b0c-4b0e-9d0c-2f6d3f4e5a6b&limit=1");
        Assert.Equal("文字の数（単位 文字）", rows["fields"]!.AsArray().Last()!["info"]!["notes"]!.GetValue<string>());
        Assert.Contains("1c7b43dd-3b0c-4b0e-9d0c-2f6d3f4e5a6b", await Client.GetStringAsync("/catalog.ttl"), StringComparison.Ordinal);
        Assert.Contains("\"length\"", await Client.GetStringAsync("/dataset/municipalities/units.csv-metadata.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file_municipality,,", "file_no_such_view,,", "ビュー", "file_no_such_view")]
    [InlineData("file_municipality,,", "file_municipality,ない列,1", "対象の列", "ない列")]
    [InlineData("file_municipality,,", "file_demographic,将来推計,たぶん", "対象の値", "たぶん")]
    [InlineData("file_municipality,,", "pg_authid,,", "ビュー", "pg_authid")]
    public async Task A_data_file_that_cannot_be_is_refused(string from, string to, string column, string found)
    {
        input.Replace("data_files.csv", from, to);
        var refused = await Assert.ThrowsAsync<InputException>(() => input.PublishAsync(this));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(("data_files.csv", column, found), (problem.File, problem.Column, problem.Found));
    }

    private static string ReplaceThird(string line, string name)
    {
        var cells = line.Split(',', 4);
        return string.Join(',', cells[0], cells[1], name, cells[3]);
    }

    private static string Modified(JsonNode package) => package["metadata_modified"]!.GetValue<string>();

    private static string Modified(KeyValuePair<string, JsonNode> package) => Modified(package.Value);

    private async Task<JsonNode> ActionAsync(string call) => (await JsonAsync("/api/3/action/" + call))["result"]!;

    private async Task<Dictionary<string, JsonNode>> PackagesAsync() =>
        (await ActionAsync("package_search?rows=1000"))["results"]!.AsArray().ToDictionary(package => package!["name"]!.GetValue<string>(), package => package!.DeepClone(), StringComparer.Ordinal);

    private async Task PublishAsync()
    {
        var release = (await input.PublishAsync(this)).Release;
        Assert.NotNull(release);
        await UntilReleaseAsync(release.Value);
    }

    private async Task UntilReleaseAsync(int release)
    {
        for (var i = 0; i < 100 && (await JsonAsync("/v1"))["release"]!.GetValue<int>() < release; i++)
        {
            await Task.Delay(50);
        }
    }
}
