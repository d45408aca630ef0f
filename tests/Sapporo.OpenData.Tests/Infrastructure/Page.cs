using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Pages as a reader sees them.</summary>
public static partial class Page
{
    /// <summary>A page that must be there.</summary>
    public static async Task<IDocument> PageAsync(this HttpClient client, string url)
    {
        using var response = await client.GetAsync(url);
        var html = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{url}: {(int)response.StatusCode} {html}");
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>Text of an element on one line.</summary>
    public static string Line(this INode node) => Blanks().Replace(node.TextContent, " ").Trim();

    /// <summary>The body's rows of the table whose caption has an id, cell by cell.</summary>
    public static List<IElement[]> Rows(this IDocument page, string id) =>
        [.. page.QuerySelectorAll("table").Single(table => table.QuerySelector("caption")!.Id == id).QuerySelectorAll("tbody tr").Select(row => row.Children.ToArray())];

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
