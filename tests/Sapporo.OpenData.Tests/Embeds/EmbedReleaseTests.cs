using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>Embeds over a second release: a pinned one stays, a current one follows and says what was revised.</summary>
public sealed class EmbedReleaseTests : TestApi
{
    [Fact]
    public async Task A_pinned_figure_stays_a_current_one_follows_with_its_erratum_and_the_licence_shows()
    {
        using var input = new InputDirectory();
        input.Replace("demographics.csv", "012246,population,2015,,\"95,648\"", "012246,population,2015,,\"95,649\"");
        input.Replace("evaluations.csv", "1-14-1,2019,29人,,×", "1-14-1,2019,28人,,×");
        input.Edit("datasets.csv", text => string.Join('\n', text.Split('\n').Select(line => line.StartsWith("demographics,", StringComparison.Ordinal) ? line + "cc-by" : line)));
        await input.PublishAsync(this, "千歳市の人口の誤記を訂正");
        await UntilReleaseAsync(2);

        var pinned = await Client.GetStringAsync("/embed/municipalities/012246?format=fragment&release=1");
        Assert.Contains(">95,648<", pinned, StringComparison.Ordinal);
        Assert.DoesNotContain("訂正", pinned, StringComparison.Ordinal);
        Assert.Contains("リリース1", pinned, StringComparison.Ordinal);
        Assert.Contains("オープンライセンスの記載がない", pinned, StringComparison.Ordinal);

        var current = EmbedTable.Parse(await Client.GetStringAsync("/embed/municipalities/012246?format=fragment"));
        var cell = current.QuerySelector("data[value='95649']")!.ParentElement!;
        Assert.Contains("千歳市の人口の誤記を訂正", cell.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", current.QuerySelector("a[rel=license]")!.GetAttribute("href"));
        Assert.Contains("リリース2", current.QuerySelector("figure")!.TextContent, StringComparison.Ordinal);

        var items = (await JsonAsync("/embed/municipalities/012246?format=json"))["items"]!.AsArray();
        Assert.Equal([2], items.Select(item => item!["revisionRelease"]?.GetValue<int>()).OfType<int>());
        Assert.Contains("Revised on", await Client.GetStringAsync("/embed/indicators/1-14-1?format=fragment&lang=en"), StringComparison.Ordinal);
        Assert.Contains("28人", await Client.GetStringAsync("/embed/municipalities/012246/projects?format=fragment"), StringComparison.Ordinal);
        Assert.Contains("29人", await Client.GetStringAsync("/embed/municipalities/012246/projects?format=fragment&release=1"), StringComparison.Ordinal);
    }

    private async Task UntilReleaseAsync(int number)
    {
        for (var i = 0; i < 200 && (await JsonAsync("/v1/municipalities?limit=1"))["release"]!.GetValue<int>() < number; i++)
        {
            await Task.Delay(25);
        }
    }
}
