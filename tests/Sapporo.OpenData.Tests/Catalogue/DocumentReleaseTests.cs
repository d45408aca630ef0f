using System.Net;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;
using static Sapporo.OpenData.Tests.Catalogue.AtomReader;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Feeds and documents after a second publication that changes, renames and withdraws datasets.</summary>
public sealed class DocumentReleaseTests : TestApi, IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("opendata-input-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_publication_moves_up_what_changed_and_tells_what_was_withdrawn()
    {
        var before = await FeedAsync(this, "/feeds/dataset.atom");
        var uuids = (await QueryAsync("select id, uuid from opendata.dataset_version")).ToDictionary(row => row[0]!, row => $"{Client.BaseAddress}dataset/{row[1]}", StringComparer.Ordinal);
        Edit("datasets.csv", line => line.StartsWith("projections,", StringComparison.Ordinal) ? null : line.Replace(",kpi,11,重要業績評価指標（KPI）第１期・第２期,", ",basic-kpi,11,重要業績評価指標（改）,", StringComparison.Ordinal));
        Edit("data_files.csv", line => line.StartsWith("projections.", StringComparison.Ordinal) ? null : line);
        await PublishAsync();

        var after = await FeedAsync(this, "/feeds/dataset.atom");
        var gone = after.Elements(Tombstones + "deleted-entry").Single();
        Assert.Equal(uuids["projections"], gone.Attribute("ref")!.Value);

        // The list of open data is made of the catalogue, and so changed with it.
        var published = Updated(after);
        Assert.Equal((published, 2), (gone.Attribute("when")!.Value, await NewestAsync()));
        Assert.Equal([uuids["kpi"], uuids["open-data-list"]], after.Elements(Atom + "entry").Where(entry => Updated(entry) == published).Select(entry => entry.Element(Atom + "id")!.Value));
        Assert.Equal([uuids["kpi"], uuids["open-data-list"]], Ids(after).Take(2));
        Assert.Equal(Ids(before).Where(id => id != uuids["kpi"] && id != uuids["open-data-list"] && id != uuids["projections"]), Ids(after).Skip(2));
        Assert.All(after.Elements(Atom + "entry").Skip(2), entry => Assert.Equal(Updated(before), Updated(entry)));
        Assert.All(after.Elements(Atom + "entry"), entry => Assert.Equal(Updated(before), entry.Element(Atom + "published")!.Value));
        Assert.Single((await FeedAsync(this, "/feeds/organization/sapporo-area.atom")).Elements(Tombstones + "deleted-entry"));
        Assert.Empty((await FeedAsync(this, "/feeds/organization/011002.atom")).Elements(Tombstones + "deleted-entry"));
    }

    [Fact]
    public async Task A_history_needs_no_second_connection()
    {
        Edit("datasets.csv", line => line.Replace(",kpi,11,", ",basic-kpi,11,", StringComparison.Ordinal));
        await PublishAsync();
        var (app, client) = await StartAsync(ConnectionString, ("OpenData:PoolSize", "1"));
        await WaitUntilReadyAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/dataset/open-data-list")).StatusCode); // which lists both
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Documents_of_a_renamed_dataset_move_and_those_of_a_withdrawn_one_are_gone()
    {
        Edit("datasets.csv", line => line.StartsWith("projections,", StringComparison.Ordinal) ? null : line.Replace(",kpi,11,", ",basic-kpi,11,", StringComparison.Ordinal));
        Edit("data_files.csv", line => line.StartsWith("projections.", StringComparison.Ordinal) ? null : line);
        await PublishAsync();
        foreach (var (path, name) in (IEnumerable<(string, string)>)[("datapackage.json", "projections"), ("projections.csv-metadata.json", "projections")])
        {
            using var gone = await Client.GetAsync($"/dataset/{name}/{path}");
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            using var pinned = await Client.GetAsync($"/dataset/{name}/{path}?release=1");
            Assert.Equal(HttpStatusCode.OK, pinned.StatusCode);
        }

        foreach (var path in (IEnumerable<string>)["datapackage.json?lang=en", "kpi-vision1.csv-metadata.json", "%E3%81%82.csv-metadata.json"])
        {
            using var moved = await Client.GetAsync($"/dataset/kpi/{path}");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"{Client.BaseAddress}dataset/basic-kpi/{path}"), (moved.StatusCode, moved.Headers.Location!.OriginalString));
        }

        // As it was, it has its name of then, and its files are there under it.
        var package = await JsonAsync("/dataset/basic-kpi/datapackage.json?release=1");
        var address = package["resources"]![0]!["path"]!.GetValue<string>();
        Assert.Equal(("kpi", $"{Client.BaseAddress}dataset/kpi/kpi-vision1.csv?release=1"), (package["name"]!.GetValue<string>(), address));
        using var file = await Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.DoesNotContain("/dataset/projections<", await Client.GetStringAsync("/sitemap.xml"), StringComparison.Ordinal);
        Assert.Equal("2", (await JsonAsync("/dataset/basic-kpi/datapackage.json"))["version"]!.GetValue<string>());
    }

    private async Task PublishAsync()
    {
        var release = (await new Publisher(Publisher).PublishAsync(directory, "試験")).Release;
        for (var i = 0; i < 100 && await NewestAsync() != release; i++)
        {
            await Task.Delay(50);
        }
    }

    private async Task<int> NewestAsync() => (await JsonAsync("/v1/catalogue/statistics"))["release"]!.GetValue<int>();

    private void Edit(string file, Func<string, string?> edit) =>
        File.WriteAllLines(Path.Combine(directory, file), File.ReadAllLines(Path.Combine(DataDirectory, file)).Select(edit).OfType<string>());
}
