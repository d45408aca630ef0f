using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Data Packages and CSVW metadata, held against the bytes of the files that they describe.</summary>
public sealed class TabularMetadataTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] FieldTypes = ["string", "integer", "number", "boolean", "date", "datetime"];
    private static readonly string[] Datatypes = ["string", "integer", "decimal", "boolean", "date", "dateTime"];

    [Fact]
    public async Task Every_data_package_describes_every_file_of_its_dataset()
    {
        foreach (var dataset in await DatasetsAsync())
        {
            var package = await api.JsonAsync($"/dataset/{dataset}/datapackage.json");
            Assert.Equal((dataset, "data-package", "https://datapackage.org/profiles/2.0/datapackage.json"), (Text(package, "name"), Text(package, "profile"), Text(package, "$schema")));
            Assert.Matches("Z$", Text(package, "created"));
            Assert.Equal("notspecified", Text(package["licenses"]![0]!, "name"));
            var files = await api.QueryAsync($"select name from opendata.data_file_version where until_release is null and dataset = '{dataset}' order by ordinal");
            Assert.Equal(files.SelectMany(file => new[] { file[0]!, file[0] + "-json" }), Resources(package).Select(resource => Text(resource, "name")));
            foreach (var resource in Resources(package))
            {
                await AssertBytesAsync(resource);
                Assert.Equal((Text(resource, "format") == "csv", Text(resource, "format") == "csv"), (resource["type"]?.GetValue<string>() == "table", resource["schema"] is not null));
            }
        }
    }

    [Fact]
    public async Task Every_row_conforms_to_its_table_schema()
    {
        foreach (var dataset in await DatasetsAsync())
        {
            foreach (var resource in Resources(await api.JsonAsync($"/dataset/{dataset}/datapackage.json")).Where(resource => resource["schema"] is not null))
            {
                var table = PublishedTable.Read(await api.Client.GetByteArrayAsync(Text(resource, "path")));
                var fields = resource["schema"]!["fields"]!.AsArray().Select(field => field!).ToList();
                Assert.Equal(table.Header, fields.Select(field => Text(field, "name")));
                Assert.Equal([""], resource["schema"]!["missingValues"]!.AsArray().Select(value => value!.GetValue<string>()));
                for (var i = 0; i < fields.Count; i++)
                {
                    Assert.Contains(Text(fields[i], "type"), FieldTypes);
                    table.AssertColumn(i, Text(fields[i], "type"), fields[i]["constraints"]?["required"]?.GetValue<bool>() == true);
                    if (fields[i]["constraints"]?["unique"] is not null)
                    {
                        table.AssertKey([i]);
                    }
                }

                table.AssertKey([.. resource["schema"]!["primaryKey"]!.AsArray().Select(name => fields.FindIndex(field => Text(field, "name") == name!.GetValue<string>()))]);
            }
        }
    }

    [Fact]
    public async Task CSVW_metadata_names_the_header_cells_in_order_and_fits_every_cell()
    {
        foreach (var file in await api.QueryAsync("select dataset, name from opendata.data_file_version where until_release is null"))
        {
            var address = $"/dataset/{file[0]}/{file[1]}.csv";
            using var answer = await api.Client.GetAsync(address + "-metadata.json");
            Assert.Equal("application/csvm+json", answer.Content.Headers.ContentType!.ToString());
            var metadata = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal("http://www.w3.org/ns/csvw", metadata["@context"]![0]!.GetValue<string>());
            Assert.Equal(new Uri(api.Client.BaseAddress!, address).ToString(), Text(metadata, "url"));
            using var csv = await api.Client.GetAsync(Text(metadata, "url"));
            Assert.Contains($"<{Text(metadata, "url")}-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"", csv.Headers.GetValues("Link").Single(), StringComparison.Ordinal);

            var table = PublishedTable.Read(await csv.Content.ReadAsByteArrayAsync());
            var columns = metadata["tableSchema"]!["columns"]!.AsArray().Select(column => column!).ToList();
            Assert.Equal(table.Header, columns.Select(column => column["titles"]!.AsArray().Single()!.GetValue<string>()));
            Assert.All(columns, column => Assert.Matches("^[A-Za-z][A-Za-z0-9]*$", Text(column, "name")));
            Assert.Distinct(columns.Select(column => Text(column, "name")));
            for (var i = 0; i < columns.Count; i++)
            {
                Assert.Contains(Text(columns[i], "datatype"), Datatypes);
                table.AssertColumn(i, Text(columns[i], "datatype"), columns[i]["required"]!.GetValue<bool>());
            }

            table.AssertKey([.. metadata["tableSchema"]!["primaryKey"]!.AsArray().Select(name => columns.FindIndex(column => Text(column, "name") == name!.GetValue<string>()))]);
        }
    }

    [Fact]
    public async Task A_pinned_document_pins_the_files_that_it_describes()
    {
        var package = await api.JsonAsync("/dataset/status-2019/datapackage.json?release=1");
        Assert.All(Resources(package), resource => Assert.EndsWith("?release=1", Text(resource, "path"), StringComparison.Ordinal));
        await AssertBytesAsync(Resources(package).First());
        Assert.EndsWith("/marks.csv?release=1", Text(await api.JsonAsync("/dataset/status-2019/marks.csv-metadata.json?release=1"), "url"), StringComparison.Ordinal);
        using var answer = await api.Client.GetAsync("/dataset/status-2019/datapackage.json?release=1");
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_is_found_by_its_UUID_and_speaks_English_on_request()
    {
        var uuid = await api.ScalarAsync("select uuid from opendata.dataset_version where id = 'kpi' and until_release is null");
        var package = await api.JsonAsync($"/dataset/{uuid}/datapackage.json?lang=en");
        Assert.Equal(("kpi", uuid, "Key performance indicators (KPI) of both visions"), (Text(package, "name"), Text(package, "id"), Text(package, "title")));
        Assert.Contains(package["resources"]![0]!["schema"]!["fields"]!.AsArray(), field => Text(field!, "name") == "年度" && Text(field!, "title").StartsWith("Fiscal year", StringComparison.Ordinal));
    }

    private async Task AssertBytesAsync(JsonNode resource)
    {
        Assert.Matches("^[a-z0-9._-]+$", Text(resource, "name"));
        using var file = await api.Client.GetAsync(Text(resource, "path"));
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal(resource["bytes"]!.GetValue<long>(), bytes.Length);
        Assert.Equal(Text(resource, "hash"), "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal((Text(resource, "mediatype"), "utf-8"), (file.Content.Headers.ContentType!.MediaType, Text(resource, "encoding")));
    }

    private async Task<IEnumerable<string>> DatasetsAsync() =>
        (await api.QueryAsync("select name from opendata.dataset_version where until_release is null")).Select(row => row[0]!);

    private static IEnumerable<JsonNode> Resources(JsonNode package) => package["resources"]!.AsArray().Select(resource => resource!);

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
