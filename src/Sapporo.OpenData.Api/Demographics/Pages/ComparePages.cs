using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Api.Pages.Figures;

namespace Sapporo.OpenData.Api.Demographics.Pages;

/// <summary>/compare: the municipalities beside each other, for people.</summary>
public static class ComparePages
{
    /// <summary>Maps the page.</summary>
    public static void MapComparePage(this WebApplication app) => app.MapGet("/compare", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, FigurePageAnswer answer)
    {
        var choice = new PageFilter(context.Request.Query, "measure", "period");
        var parameters = choice.Reader();
        parameters.ThrowIfWrong();
        await CostlyPages.EnterAsync(context); // all areas of the country may be among them
        await answer.WriteAsync<ComparePage>(context, "/compare", choice.Query, async (_, snapshot) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Compared"] = await Compared.ReadAsync(snapshot, parameters["measure"], parameters["period"], parameters, context.RequestAborted),
            ["Facts"] = await FactContext.ReadAsync(snapshot, context.RequestAborted),
        });
    }
}
