using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Catalogue.Files;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>Answers with the page of a dataset.</summary>
public sealed class DatasetPageAnswer(CataloguePageAnswer answer, StoredContentReader contents, DatasetHistory history, IOptions<ApiOptions> options)
{
    /// <summary>Answers with the page.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="request">What was read of the request; <see cref="CataloguePageAnswer.ReadAsync"/> passes over unknown parameters.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="jsonLd">The dataset as JSON-LD; null for none.</param>
    public Task WriteAsync(HttpContext context, DocumentRequest request, CatalogueDataset dataset, string? jsonLd) =>
        answer.WriteAsync<DatasetPage>(context, request, CataloguePageAnswer.Paths.Page(dataset), [], async () =>
        {
            var previews = new List<FilePreview>();
            foreach (var file in dataset.Files)
            {
                previews.Add(await FilePreview.ReadAsync(contents, file, context.RequestAborted));
            }

            return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Dataset"] = dataset,
                ["Previews"] = previews,
                ["JsonLd"] = jsonLd,
                ["History"] = await history.ReadAsync(dataset, request.Catalogue.Release.Number, context.RequestAborted),
                ["ContactUrl"] = options.Value.ContactUrl,
            };
        });
}
