using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Demographics;

/// <summary>The periods to choose from are those of the observations of the release, whatever has come and gone.</summary>
public class ObservedPeriodTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task They_are_those_of_the_release()
    {
        using var input = new InputDirectory();
        input.Edit("demographics.csv", text => text.Replace("1,952,356", "1,952,357", StringComparison.Ordinal));
        await input.PublishAsync(api);
        await api.QueryAsync("""
            insert into opendata.demographic values ('gone'), ('new'), ('undated');
            insert into opendata.demographic_version (id, area, measure, period, period_reason, printed, amount, unit, basis_reason, source, source_place, since_release, until_release) values
            ('gone', '011002', 'population', '1950', null, '1', 1, '人', 'basisNotPrinted', 'formation-report', '試験用に作った行', 1, 2),
            ('new', '011002', 'agingRate', '1999', null, '1', 1, '%', 'basisNotPrinted', 'formation-report', '試験用に作った行', 2, null),
            ('undated', '011002', 'population', null, 'periodNotPrinted', '1', 1, '人', 'basisNotPrinted', 'formation-report', '試験用に作った行', 2, null)
            """);
        foreach (var release in new[] { 1, 2 })
        {
            var found = await api.QueryAsync($"select coalesce(period, 'none') from opendata.observed_periods({release}) period order by 1");
            var expected = await api.QueryAsync($"select distinct coalesce(period, 'none') from opendata.demographic_version where since_release <= {release} and (until_release is null or until_release > {release}) order by 1");
            Assert.Equal(expected.Select(row => row[0]), found.Select(row => row[0]));
            Assert.Equal(release == 1, found.Any(row => row[0] == "1950"));
            Assert.Equal(release == 2, found.Any(row => row[0] == "1999"));
        }

        var page = await api.Client.PageAsync("/compare");
        Assert.Contains("1999", page.QuerySelectorAll("select[name=period] option").Select(option => option.GetAttribute("value")));
    }
}
