using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>What the files of the catalogue may say: what other catalogues would refuse, or lose, is refused here.</summary>
public sealed class CatalogueInputTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly InputDirectory input = new();

    public void Dispose() => input.Dispose();

    [Theory]
    [InlineData("datasets.csv", "0b90fc81-6d3c-4044-a9be-04da125fa9d2", "0b90fc81-6d3c-4044-a9be-04da125fa9d3", "UUID")]
    [InlineData("data_files.csv", "29e7b8a8-ee7a-4dac-98e5-857f90dc33d2", "29e7b8a8-ee7a-4dac-98e5-857f90dc33d3", "CSVのUUID")]
    [InlineData("organizations.csv", "31a53f64-970f-41d5-8aad-28944b04727d", "31a53f64-970f-41d5-8aad-28944b04727e", "UUID")]
    [InlineData("data_files.csv", ",1,marks,評価（2019年度）", ",1,datapackage,評価（2019年度）", "名前")]
    [InlineData("organizations.csv", "its core city.\",011002,札幌市まちづくり政策局政策企画部,,", "its core city.\",011002,札幌市まちづくり政策局政策企画部,a.b.@-x.jp,", "メール")]
    [InlineData("organizations.csv", "its core city.\",011002,札幌市まちづくり政策局政策企画部,,", "its core city.\",011002,札幌市まちづくり政策局政策企画部,a@x-.jp,", "メール")]
    [InlineData("datasets.csv", "人口;高齢化率;通勤", "人\u0301口;高齢化率;通勤", "タグ")]
    public async Task What_harms_a_harvester_is_refused(string file, string before, string after, string column)
    {
        input.Replace(file, before, after);
        var problem = Assert.Single((await Assert.ThrowsAsync<InputException>(() => input.PublishAsync(database))).Problems);
        Assert.Equal((file, column), (problem.File, problem.Column));
        Assert.True(problem.Line > 1);
    }

    [Fact]
    public async Task A_dataset_keeps_a_data_file()
    {
        input.Remove("data_files.csv", "projections.");
        var problem = Assert.Single((await Assert.ThrowsAsync<InputException>(() => input.PublishAsync(database))).Problems);
        Assert.Equal(("datasets.csv", "projections"), (problem.File, problem.Found));
    }

    [Fact]
    public async Task A_mail_address_is_accepted_and_a_tag_composed()
    {
        input.Replace("organizations.csv", "its core city.\",011002,札幌市まちづくり政策局政策企画部,,", "its core city.\",011002,札幌市まちづくり政策局政策企画部,open-data@city.example.jp,");
        input.Replace("datasets.csv", "人口;", "か\u3099くしゅう;");
        await input.PublishAsync(database);
        Assert.Equal("open-data@city.example.jp", await database.ScalarAsync("select contact_email from opendata.organization_version where until_release is null and id = 'sapporo-area'"));
        Assert.Equal("0", await database.ScalarAsync("select count(*) from opendata.dataset_version where until_release is null and not array_to_string(tags, ';') is nfc normalized"));
        Assert.NotEqual("0", await database.ScalarAsync("select count(*) from opendata.dataset_version where until_release is null and 'がくしゅう' = any (tags)"));
    }
}
