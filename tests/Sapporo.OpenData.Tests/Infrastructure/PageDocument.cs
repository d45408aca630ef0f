using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Pages as a browser reads them.</summary>
internal static class PageDocument
{
    /// <summary>A page that is well made: one h1, ordered headings, unique ids, captions and scopes, nothing inline, charts with names.</summary>
    public static async Task<IHtmlDocument> PageAsync(this TestApi api, string url)
    {
        using var response = await api.Client.GetAsync(url);
        var html = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{url}: {(int)response.StatusCode} {html}");
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.DoesNotContain("unsafe-inline", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = await new HtmlParser().ParseDocumentAsync(html);
        AssertWellMade(page, url);
        return page;
    }

    /// <summary>Text without the blanks that only lay out the source.</summary>
    public static string Words(this INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The only element that a selector finds.</summary>
    public static IElement One(this IParentNode parent, string selector) => Assert.Single(parent.QuerySelectorAll(selector));

    /// <summary>Asserts that a page is sent once, answers HEAD, and weighs little enough.</summary>
    public static async Task AssertServedWellAsync(this TestApi api, string url)
    {
        using var first = await api.Client.GetAsync(url);
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await api.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        using var head = await api.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var packed = new HttpRequestMessage(HttpMethod.Get, url);
        packed.Headers.AcceptEncoding.ParseAdd("br, gzip");
        using var small = await api.Client.SendAsync(packed);
        Assert.NotEmpty(small.Content.Headers.ContentEncoding);
        Assert.InRange((await small.Content.ReadAsByteArrayAsync()).Length, 500, 40_000);
    }

    /// <summary>Asserts that places are as far apart as their amounts, by one factor.</summary>
    public static void AssertLinear(IReadOnlyList<(decimal Amount, double Place)> places)
    {
        var (low, high) = (places.MinBy(place => place.Amount), places.MaxBy(place => place.Amount));
        foreach (var (amount, place) in places)
        {
            var expected = low.Amount == high.Amount ? low.Place : low.Place + ((high.Place - low.Place) * (double)((amount - low.Amount) / (high.Amount - low.Amount)));
            Assert.Equal(expected, place, 0.05);
        }

        Assert.True(low.Amount == high.Amount || Math.Abs(high.Place - low.Place) > 5);
    }

    private static void AssertWellMade(IHtmlDocument page, string url)
    {
        var language = url.Contains("lang=en", StringComparison.Ordinal) ? "en" : "ja";
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        page.One("h1");
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        var references = page.QuerySelectorAll("[aria-labelledby],[aria-describedby]").SelectMany(element => (element.GetAttribute("aria-labelledby") + " " + element.GetAttribute("aria-describedby")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Concat(page.QuerySelectorAll("label").Select(label => label.GetAttribute("for")!));
        Assert.All(references, reference => Assert.Contains(reference, ids));
        Assert.All(page.QuerySelectorAll("select, input:not([type=hidden])"), field => Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']")));
        Assert.All(page.QuerySelectorAll("table"), table => Assert.NotEmpty(table.One("caption").TextContent));
        Assert.All(page.QuerySelectorAll("th"), cell => Assert.NotNull(cell.GetAttribute("scope")));
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([type='application/ld+json'])"));
        Assert.All(page.QuerySelectorAll("svg.chart"), chart => Assert.Equal(("img", true), (chart.GetAttribute("role"), chart.QuerySelector("title")!.TextContent.Length > 0 && chart.QuerySelector("desc")!.TextContent.Length > 0)));
        Assert.All(page.QuerySelectorAll(".sign"), sign => Assert.True(sign.GetAttribute("aria-hidden") == "true" && sign.ParentElement!.Words().Length > sign.Words().Length));
        var levels = page.QuerySelectorAll("h1,h2,h3,h4,h5").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"{url}: h{pair.First} is followed by h{pair.Second}"));
        var canonical = new Uri(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!);
        Assert.Equal(3, page.QuerySelectorAll("link[rel=alternate][hreflang]").Length);
        Assert.Equal(Encoding.UTF8.GetByteCount(canonical.AbsoluteUri), canonical.AbsoluteUri.Length);
    }
}
