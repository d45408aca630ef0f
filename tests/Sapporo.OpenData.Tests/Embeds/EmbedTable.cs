using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>The table of an embed as people read it: every row whole, heads that span rows repeated.</summary>
internal static class EmbedTable
{
    /// <summary>A document or fragment.</summary>
    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>What the cells of the body say, without what is said beside it.</summary>
    public static List<string[]> Rows(IParentNode root)
    {
        var rows = new List<string[]>();
        foreach (var body in root.QuerySelectorAll("tbody"))
        {
            string? head = null;
            foreach (var row in body.QuerySelectorAll("tr"))
            {
                head = row.QuerySelector("th") is { } own ? Said(own) : head;
                rows.Add([head!, .. row.QuerySelectorAll("td").Select(Said)]);
            }
        }

        return rows;
    }

    private static string Said(IElement cell)
    {
        var copy = (IElement)cell.Clone();
        foreach (var beside in copy.QuerySelectorAll("small"))
        {
            beside.Remove();
        }

        return copy.TextContent.Trim();
    }
}
