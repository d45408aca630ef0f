using Sapporo.OpenData.Api.Catalogue.Documents;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>/dataset/{dataset} as a page.</summary>
public static class DatasetPageEndpoint
{
    /// <summary>Maps it after all others, so that an endpoint which also answers in other forms comes first.</summary>
    public static void MapDatasetPage(this WebApplication app) => app.MapGet("/dataset/{dataset}", AnswerAsync).ExcludeFromDescription().WithOrder(1);

    private static async Task AnswerAsync(HttpContext context, string dataset, CataloguePageAnswer pages, DatasetLookup lookup, DatasetPageAnswer answer)
    {
        var request = await pages.ReadAsync(context);
        if (await lookup.FindAsync(context, request, dataset) is { } found)
        {
            await answer.WriteAsync(context, request, found, SchemaOrg.Build(found, request));
        }
    }
}
