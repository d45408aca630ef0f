using Microsoft.AspNetCore.Components;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>Answers with pages that are made of the catalogue in memory. Their links carry whatever others add to them: unknown parameters are passed over.</summary>
public sealed class CataloguePageAnswer(CatalogueStore store, CurrentReleaseHolder holder, PageAnswer answer)
{
    /// <summary>Paths of the catalogue's pages and files, below the public address.</summary>
    public static readonly CatalogueAddress Paths = new("");

    /// <summary>Reads what every page needs; of the parameters only lang and release, which a form may send empty.</summary>
    /// <exception cref="ProblemException">Nothing is published yet, or there is no such release.</exception>
    public async Task<DocumentRequest> ReadAsync(HttpContext context)
    {
        var release = context.Request.Query.Where(parameter => parameter.Key == "release" && parameter.Value != "").ToDictionary(StringComparer.Ordinal);
        var parameters = new ParameterReader(new QueryCollection(release), ["release"]);
        var pinned = parameters.Release(holder.Newest);
        parameters.ThrowIfWrong();
        var (catalogue, read) = await store.GetAsync(pinned, context.RequestAborted);
        return new DocumentRequest(catalogue, read, pinned, new CatalogueAddress(PublicAddress.Of(context)), parameters, context.Request.AsksEnglish());
    }

    /// <summary>Answers with a page.</summary>
    /// <typeparam name="TPage">Component that is the whole document; it has a parameter Page.</typeparam>
    /// <param name="context">Request and response.</param>
    /// <param name="request">What was read of the request.</param>
    /// <param name="path">The page's canonical path.</param>
    /// <param name="query">The parameters that make it what it is.</param>
    /// <param name="make">Makes the component's other parameters.</param>
    /// <param name="byDate">Whether If-Modified-Since may decide: where the address is known to exist before the page is made.</param>
    public Task WriteAsync<TPage>(
        HttpContext context, DocumentRequest request, string path, IReadOnlyList<KeyValuePair<string, string>> query, Func<Task<Dictionary<string, object?>>> make, bool byDate = true)
        where TPage : IComponent
    {
        var catalogue = request.Catalogue;
        var page = new PageContext(
            request.English, request.English ? catalogue.Description.TitleEn : catalogue.Description.TitleJa, request.Address.Base, path, query,
            catalogue.Release.Number, catalogue.Release.PublishedAt, request.Newest.Number, request.Pinned);
        return answer.WriteAsync<TPage>(context, request.Newest, byDate, async () =>
        {
            var parameters = await make();
            parameters["Page"] = page;
            return parameters;
        });
    }

    /// <summary>Answers with a page of the catalogue that is made at once.</summary>
    public Task WriteAsync<TPage>(HttpContext context, DocumentRequest request, string path, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        WriteAsync<TPage>(context, request, path, [], () => Task.FromResult(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal)));
}
