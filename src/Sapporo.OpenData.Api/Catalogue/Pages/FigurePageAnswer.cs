using Microsoft.AspNetCore.Components;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>Answers with pages of figures, read in one snapshot at the release of the catalogue that frames them.</summary>
public sealed class FigurePageAnswer(CataloguePageAnswer pages, ReleaseReader reader)
{
    /// <summary>Answers with a page.</summary>
    /// <typeparam name="TPage">Component that is the whole document; it has a parameter Page.</typeparam>
    /// <param name="context">Request and response.</param>
    /// <param name="path">The page's canonical path.</param>
    /// <param name="query">The parameters that make it what it is.</param>
    /// <param name="make">Reads the component's other parameters; throws <see cref="ProblemException"/> where the address names nothing.</param>
    public async Task WriteAsync<TPage>(HttpContext context, string path, IReadOnlyList<KeyValuePair<string, string>> query, Func<DocumentRequest, Snapshot, Task<Dictionary<string, object?>>> make)
        where TPage : IComponent
    {
        var request = await pages.ReadAsync(context);
        await pages.WriteAsync<TPage>(context, request, path, query, ReadAsync, byDate: false);

        async Task<Dictionary<string, object?>> ReadAsync()
        {
            await using var snapshot = await reader.OpenAsync(request.Catalogue.Release.Number, isWhole: false, context.RequestAborted);
            return await make(request, snapshot);
        }
    }
}
