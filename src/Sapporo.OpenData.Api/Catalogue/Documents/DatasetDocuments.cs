using System.Text.Json;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>Answers with documents about one dataset: its Data Package, and the CSVW metadata of its data files.</summary>
public sealed class DatasetDocuments(CatalogueAnswer answer, DatasetLookup lookup)
{
    private static readonly DataFormat Package = new("datapackage", "application/json", "application/json; charset=utf-8");

    private static readonly DataFormat Csvw = new("csvw", "application/csvm+json", "application/csvm+json");

    /// <summary>Answers with the Data Package of a dataset.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="dataset">UUID or name of the dataset.</param>
    public Task WritePackageAsync(HttpContext context, string dataset) => WriteAsync(context, dataset, Package, (found, request) =>
        (DataPackage.Build(found, request), request.Address.Page(found)));

    /// <summary>Answers with the CSVW metadata of a data file.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="dataset">UUID or name of the dataset.</param>
    /// <param name="name">Name of the data file.</param>
    public Task WriteTableAsync(HttpContext context, string dataset, string name) => WriteAsync(context, dataset, Csvw, (found, request) =>
    {
        var file = found.Files.FirstOrDefault(file => file.Row.Name == name) ?? throw new ProblemException(ProblemCode.NotFound, $"{dataset}/{name}.csv");
        return (TableMetadata.Build(file, request), request.Address.Download(file.Csv, request.Pinned));
    });

    // The dataset is found before anything is answered: it may have another name now, or be gone.
    private async Task WriteAsync(HttpContext context, string dataset, DataFormat format, Func<CatalogueDataset, DocumentRequest, (JsonObject Document, string Described)> make)
    {
        var request = await answer.ReadAsync(context, ["release"]);
        if (await lookup.FindAsync(context, request, dataset) is not { } found)
        {
            return;
        }

        var (document, described) = make(found, request);
        context.Response.Headers.Link = $"<{described}>; rel=\"describes\"";
        if (!new Representation(context, format, request.Pinned).IsNotModified(request.Newest, byDate: true))
        {
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, JsonStyle.SerializerOptions), context.RequestAborted);
        }
    }
}
