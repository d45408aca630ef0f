using System.Text.Encodings.Web;
using System.Text.Unicode;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Embeds.Builder;

/// <summary>The texts to put into a page of another site.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Fragment">It as HTML: stays as it is.</param>
/// <param name="Frame">An iframe, with the script that gives it its height.</param>
/// <param name="Component">The web component, with its script; a link inside shows where no script runs.</param>
/// <param name="FrameAddress">Address of the document in the iframe.</param>
/// <param name="Links">Addresses for programs.</param>
public sealed record Snippets(EmbedFigure Figure, string Fragment, string Frame, string Component, string FrameAddress, EmbedLinks Links)
{
    /// <summary>Height that an iframe has where no script runs, CSS pixels.</summary>
    public const int Height = 480;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Makes them.</summary>
    /// <param name="page">The figure's language, address and release.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="theme">auto, light or dark.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="fragment">It as HTML.</param>
    public static Snippets Make(PageContext page, EmbedKind kind, string key, string theme, EmbedFigure figure, string fragment)
    {
        var links = new EmbedLinks(page, figure);
        var themed = theme == EmbedAnswer.Themes[0] ? "" : theme;
        var address = links.Self + (themed.Length == 0 ? "" : (links.Self.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "theme=" + themed);
        var script = $"<script src=\"{Text(page.Base + EmbedAssets.ScriptPath)}\" async></script>";
        var frame = $"<iframe src=\"{Text(address)}\" title=\"{Text(figure.Title)}\" lang=\"{page.Language}\" width=\"100%\" height=\"{Height}\" loading=\"lazy\"></iframe>\n{script}";
        var attributes = new[] { (kind == EmbedKind.Indicator ? "id" : kind == EmbedKind.Summary ? "year" : "code", key), ("lang", page.Language) }
            .Concat(page.Query.Select(option => (option.Key, option.Value))).Append(("release", page.Pinned is { } release ? $"{release}" : "")).Append(("theme", themed))
            .Where(attribute => attribute.Item2.Length > 0).Select(attribute => $" {attribute.Item1}=\"{Text(attribute.Item2)}\"");
        var component = $"<sapporo-opendata kind=\"{kind.Name}\"{string.Concat(attributes)}>\n<a href=\"{Text(links.Page)}\">{Text(figure.Title)} | {Text(page.Site)}</a>\n</sapporo-opendata>\n{script}";
        return new Snippets(figure, fragment, frame, component, address, links);
    }

    private static string Text(string text) => Encoder.Encode(text);
}
