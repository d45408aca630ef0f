using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>Finds the dataset that an address names, now or by a name or release of before.</summary>
public sealed class DatasetLookup(CatalogueStore store)
{
    /// <summary>The dataset in the request's release.</summary>
    /// <returns>The dataset; null where the response was made a redirect to its present name.</returns>
    /// <exception cref="ProblemException">There is none, or it was withdrawn.</exception>
    public async Task<CatalogueDataset?> FindAsync(HttpContext context, DocumentRequest request, string idOrName)
    {
        if (request.Catalogue.Find(idOrName) is { } found)
        {
            return found;
        }

        var (current, _) = await store.GetAsync(null, context.RequestAborted);
        var renamed = current.Find(idOrName) ?? current.FindRenamed(idOrName);
        if (request.Pinned is { } release)
        {
            return request.Catalogue.FindRenamed(idOrName) ?? request.Catalogue.Datasets.FirstOrDefault(dataset => dataset.Row.Id == renamed?.Row.Id)
                ?? throw new ProblemException(ProblemCode.NotFound, $"{idOrName} (release {release})");
        }

        if (renamed is not null)
        {
            var rest = new PathString("/" + context.Request.Path.Value!["/dataset/".Length..][idOrName.Length..]).ToUriComponent()[1..];
            context.Response.Headers.Location = $"{request.Address.Page(renamed)}{rest}{context.Request.QueryString}";
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.ContentLength = 0;
            return null;
        }

        throw current.FindWithdrawn(idOrName) is { } gone
            ? new ProblemException(ProblemCode.Gone, gone.TitleJa, gone.TitleEn, gone.Release, gone.Release - 1)
            : new ProblemException(ProblemCode.NotFound, idOrName);
    }
}
