using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Whole addresses of what belongs to a figure, for pages of other sites.</summary>
/// <param name="page">Language, addresses and release.</param>
/// <param name="figure">The figure.</param>
public sealed class EmbedLinks(PageContext page, EmbedFigure figure)
{
    /// <summary>The figure itself.</summary>
    public string Self => page.Canonical;

    /// <summary>The page with the current figures.</summary>
    public string Page => page.Base + figure.PagePath + (page.English ? "?lang=en" : "");

    /// <summary>The rows in the API, at the release where one is pinned.</summary>
    public string Api => page.Base + figure.ApiPath + (page.Pinned is { } release ? $"{(figure.ApiPath.Contains('?', StringComparison.Ordinal) ? '&' : '?')}release={release}" : "");

    /// <summary>The figure as HTML to paste.</summary>
    public string Fragment => Form("fragment");

    /// <summary>The figure as JSON.</summary>
    public string Json => Form("json");

    /// <summary>The figure as CSV.</summary>
    public string Csv => Form("csv");

    /// <summary>The licence in words, also where none is stated.</summary>
    public string LicenceText => figure.Licence is { } licence ? page.In(licence.TitleJa, licence.TitleEn)
        : page.In("示していません（出典の資料にオープンライセンスの記載がないため）。利用するときは出典を示してください", "None is stated, because the source documents state no open licence. Name the source when you use the figures");

    /// <summary>A source document.</summary>
    public string Source(Source source) => $"{page.Base}/v1/sources/{source.Id}";

    /// <summary>A licence.</summary>
    public string Licence(Licence licence) => licence.CanonicalUrl ?? $"{page.Base}/v1/licences/{licence.Id}";

    private string Form(string format) => Self + (Self.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "format=" + format;
}
