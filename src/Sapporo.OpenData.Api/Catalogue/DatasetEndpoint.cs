using Sapporo.OpenData.Api.Catalogue.Dcat;
using Sapporo.OpenData.Api.Catalogue.Documents;
using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Http.Rdf;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>/dataset/{dataset}: a page for people, RDF by extension or where Accept names it.</summary>
public static class DatasetEndpoint
{
    /// <summary>Maps it.</summary>
    public static void MapDataset(this WebApplication app) => app.MapGet("/dataset/{dataset}", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, string dataset, DcatAnswer rdf, CataloguePageAnswer pages, DatasetLookup lookup, DatasetPageAnswer page)
    {
        var dot = dataset.LastIndexOf('.');
        if (dot > 0 && RdfFormat.ByExtension(dataset[(dot + 1)..]) is { } named)
        {
            await rdf.WriteDatasetAsync(context, dataset[..dot], named);
        }
        else if (DcatEndpoints.Negotiate(context.Request) is { } asked)
        {
            await rdf.WriteDatasetAsync(context, dataset, asked);
        }
        else
        {
            var request = await pages.ReadAsync(context);
            if (await lookup.FindAsync(context, request, dataset) is { } found)
            {
                await page.WriteAsync(context, request, found, SchemaOrg.Build(found, request));
            }
        }
    }
}
