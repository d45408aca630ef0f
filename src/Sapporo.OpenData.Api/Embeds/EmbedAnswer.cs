using System.Text;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Answers with a figure for other sites in the form that is asked for.</summary>
public sealed partial class EmbedAnswer(CatalogueStore store, CurrentReleaseHolder holder, ReleaseReader reader, PageRenderer renderer)
{
    /// <summary>HTML to paste into a page.</summary>
    public static readonly DataFormat Fragment = new("fragment", "text/html", "text/html; charset=utf-8");

    /// <summary>Options that every kind has.</summary>
    public static readonly IReadOnlyList<string> CommonOptions = ["format", "lang", "release", "theme", "bom"];

    /// <summary>Themes of the document for an iframe, the preset first.</summary>
    public static readonly IReadOnlyList<string> Themes = ["auto", "light", "dark"];

    private static readonly DataFormat[] Formats = [PageAnswer.Html, Fragment, DataFormat.Json, DataFormat.Csv];

    // The document may stand in any page; it runs the one script that tells its height, and asks no other host for anything.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

    /// <summary>Answers with the figure of a key.</summary>
    public async Task WriteAsync(HttpContext context, EmbedKind kind, string key)
    {
        var parameters = new ParameterReader(context.Request.Query, [.. kind.Options, .. CommonOptions]);
        var format = DataFormat.Choose(context.Request, Formats, parameters);
        var english = parameters.English();
        var theme = parameters.OneOf("theme", Themes) ?? Themes[0];
        var isMarked = parameters.ByteOrderMark(format);
        var pinned = parameters.Release(holder.Newest);
        parameters.ThrowIfWrong();

        var (catalogue, read) = await store.GetAsync(pinned, context.RequestAborted);
        if (format == PageAnswer.Html)
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        }

        // A document names its style sheet, which the next version of this software may bring another of.
        if (new Representation(context, format, format == PageAnswer.Html ? null : pinned).IsNotModified(read))
        {
            return;
        }

        var page = new PageContext(
            english, english ? catalogue.Description.TitleEn : catalogue.Description.TitleJa, PublicAddress.Of(context), kind.Path(key),
            [.. kind.Options.Select(option => KeyValuePair.Create(option, parameters[option] ?? ""))], catalogue.Release.Number, catalogue.Release.PublishedAt, read.Number, pinned);
        EmbedFigure figure;
        await using (var snapshot = await reader.OpenAsync(catalogue.Release.Number, isWhole: false, context.RequestAborted))
        {
            figure = await kind.ReadAsync(new EmbedRequest(page, catalogue, snapshot, parameters, context.RequestAborted), key);
        }

        if (format == DataFormat.Csv)
        {
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"sapporo-opendata-{kind.Name}-{key}.csv\"";
        }

        await context.Response.Body.WriteAsync(await BytesAsync(format, page, figure, theme, isMarked), context.RequestAborted);
    }

    /// <summary>The HTML to paste.</summary>
    public async Task<byte[]> FragmentAsync(PageContext page, EmbedFigure figure) => WithoutClasses(await renderer.RenderAsync<EmbedFragment>(Parameters(page, figure)));

    private async Task<ReadOnlyMemory<byte>> BytesAsync(DataFormat format, PageContext page, EmbedFigure figure, string theme, bool isMarked)
    {
        if (format == DataFormat.Json)
        {
            return EmbedData.Json(page, figure);
        }

        if (format == DataFormat.Csv)
        {
            return EmbedData.Csv(page, figure, isMarked);
        }

        if (format == Fragment)
        {
            return await FragmentAsync(page, figure);
        }

        var parameters = Parameters(page, figure);
        parameters["Theme"] = theme;
        return WithoutClasses(await renderer.RenderAsync<EmbedDocument>(parameters));
    }

    // The classes of charts are those of our own pages; another site may mean something else by them. What their sheet
    // leaves out where it is narrow stays known by an attribute of its own.
    private static byte[] WithoutClasses(byte[] html) =>
        Encoding.UTF8.GetBytes(ClassForm().Replace(Encoding.UTF8.GetString(html), match => match.Groups["names"].Value == "roomy" ? " data-roomy" : ""));

    [GeneratedRegex(" class=\"(?<names>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClassForm();

    private static Dictionary<string, object?> Parameters(PageContext page, EmbedFigure figure) =>
        new(StringComparer.Ordinal) { ["Page"] = page, ["Figure"] = figure };
}
