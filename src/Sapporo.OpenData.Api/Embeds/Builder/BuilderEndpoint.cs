using System.Text;
using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Embeds.Builder;

/// <summary>/embed: makes the text to put into a page of another site. It works as a plain form; a script only makes it quicker.</summary>
internal static class BuilderEndpoint
{
    /// <summary>Maps the page.</summary>
    public static void MapBuilder(this WebApplication app) => app.MapGet("/embed", async (HttpContext context, FigurePageAnswer pages, EmbedAnswer embeds) =>
    {
        var choice = BuilderChoice.Read(context.Request.Query);
        await pages.WriteAsync<BuilderPage>(context, "/embed", choice.Query, async (request, snapshot) =>
        {
            var lists = await BuilderLists.ReadAsync(snapshot, context.RequestAborted);
            var (snippets, problem) = await TryAsync(context, embeds, choice, lists, request, snapshot);
            return new Dictionary<string, object?>(StringComparer.Ordinal) { ["Choice"] = choice, ["Lists"] = lists, ["Snippets"] = snippets, ["Problem"] = problem };
        });
    }).WithMetadata(new PageNeeds("script-src 'self'; frame-src 'self'; connect-src 'self'")).ExcludeFromDescription();

    // What cannot be read is said beside the form rather than in its place.
    private static async Task<(Snippets? Snippets, ProblemException? Problem)> TryAsync(
        HttpContext context, EmbedAnswer embeds, BuilderChoice choice, BuilderLists lists, DocumentRequest request, Snapshot snapshot)
    {
        var (kind, key, english) = (choice.Kind, choice.Key(lists), choice.IsEnglish(request.English));
        var options = choice.Options([.. lists.Measures.Select(measure => measure.Id)]);
        var catalogue = request.Catalogue;
        var page = new PageContext(
            english, english ? catalogue.Description.TitleEn : catalogue.Description.TitleJa, PublicAddress.Of(context), kind.Path(key),
            [.. kind.Options.Select(option => KeyValuePair.Create(option, options[option] ?? ""))], catalogue.Release.Number, catalogue.Release.PublishedAt, request.Newest.Number, request.Pinned);
        try
        {
            var figure = await kind.ReadAsync(new EmbedRequest(page, catalogue, snapshot, options, context.RequestAborted), key);
            var fragment = Encoding.UTF8.GetString(await embeds.FragmentAsync(page, figure)).Trim();
            return (Snippets.Make(page, kind, key, choice.Theme, figure, fragment), null);
        }
        catch (ProblemException problem)
        {
            return (null, problem);
        }
    }
}
