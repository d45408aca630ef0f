using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>Documents that describe the catalogue and its datasets to machines: Data Packages, CSVW, data.json, Atom feeds, and what crawlers read.</summary>
public static class DocumentEndpoints
{
    /// <summary>Adds what they need.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services.AddSingleton<DatasetDocuments>();

    /// <summary>Maps their addresses.</summary>
    public static void MapDocuments(this WebApplication app)
    {
        app.MapGet("/data.json", (HttpContext context, CatalogueAnswer answer) => answer.WriteJsonAsync(context, DataFormat.Json, ["release", "page"], DataJson.Build)).ExcludeFromDescription();
        app.MapGet($"/dataset/{{dataset}}/{DataPackage.FileName}", (HttpContext context, string dataset, DatasetDocuments documents) => documents.WritePackageAsync(context, dataset)).ExcludeFromDescription();

        // Before /dataset/{dataset}/{file}.json, which its address would satisfy too.
        app.MapGet("/dataset/{dataset}/{file}.csv-metadata.json", (HttpContext context, string dataset, string file, DatasetDocuments documents) => documents.WriteTableAsync(context, dataset, file))
            .WithOrder(-1).ExcludeFromDescription();
        app.MapFeeds();
        app.MapCrawlers();
    }
}
