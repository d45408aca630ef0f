using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Files;

/// <summary>Addresses of data files.</summary>
public static class DataFileEndpoints
{
    /// <summary>Maps /dataset/{name}/{file}.csv and .json, and CKAN's own download addresses.</summary>
    public static void MapDataFiles(this WebApplication app)
    {
        foreach (var extension in (string[])["csv", "json"])
        {
            app.MapGet($"/dataset/{{dataset}}/{{file}}.{extension}", (HttpContext context, string dataset, string file, DataFileAnswer answer) => answer.WriteAsync(context, dataset, $"{file}.{extension}"))
                .ExcludeFromDescription().WithMetadata(new OwnCoding());
        }

        app.MapGet("/dataset/{dataset}/resource/{resource}/download/{file?}", (HttpContext context, string dataset, string resource, CatalogueAnswer answer) =>
            RedirectAsync(context, answer, dataset, resource)).ExcludeFromDescription();
    }

    // From a resource's UUID to the address that rests on names.
    private static async Task RedirectAsync(HttpContext context, CatalogueAnswer answer, string dataset, string resource)
    {
        var request = await answer.ReadAsync(context, ["release", "bom"]);
        var found = request.Catalogue.FindResource(resource);
        if (found is null || (found.File.Dataset.Row.Uuid != dataset && found.File.Dataset.Row.Name != dataset))
        {
            throw new ProblemException(ProblemCode.NotFound, $"{dataset}/resource/{resource}");
        }

        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Location = request.Address.Download(found) + context.Request.QueryString;
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.ContentLength = 0;
    }
}
