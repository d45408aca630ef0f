using System.Text.Json;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>Answers with documents that are made of the catalogue in memory.</summary>
public sealed class CatalogueAnswer(CatalogueStore store, CurrentReleaseHolder holder)
{
    /// <summary>Answers with a document, unless the client has it already.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="format">Format of the document.</param>
    /// <param name="allowed">Parameters that the address takes beside lang.</param>
    /// <param name="make">Makes it; throws where the address names nothing. Runs before 304 is answered, so that a wrong address never brings one.</param>
    public async Task WriteAsync(HttpContext context, DataFormat format, IReadOnlyCollection<string> allowed, Func<DocumentRequest, ReadOnlyMemory<byte>> make)
    {
        var request = await ReadAsync(context, allowed);
        var body = make(request);
        var representation = new Representation(context, format, request.Pinned);
        if (!representation.IsNotModified(request.Newest, byDate: true))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>Answers with a JSON document.</summary>
    public Task WriteJsonAsync(HttpContext context, DataFormat format, IReadOnlyCollection<string> allowed, Func<DocumentRequest, object> make) =>
        WriteAsync(context, format, allowed, request => JsonSerializer.SerializeToUtf8Bytes(make(request), JsonStyle.SerializerOptions));

    /// <summary>Reads what every document needs: the catalogue of the release, and the parameters, which the caller ends with ThrowIfWrong.</summary>
    public async Task<DocumentRequest> ReadAsync(HttpContext context, IReadOnlyCollection<string> allowed)
    {
        var parameters = new ParameterReader(context.Request.Query, [.. allowed, "lang"]);
        var english = parameters.English();
        var pinned = parameters.Release(holder.Newest);
        parameters.ThrowIfWrong();
        var (catalogue, read) = await store.GetAsync(pinned, context.RequestAborted);
        return new DocumentRequest(catalogue, read, pinned, new CatalogueAddress(PublicAddress.Of(context)), parameters, english);
    }
}

/// <summary>What a document is made of.</summary>
/// <param name="Catalogue">Catalogue of the release.</param>
/// <param name="Newest">Newest release.</param>
/// <param name="Pinned">Release that the address pins; null for the newest.</param>
/// <param name="Address">Addresses of things.</param>
/// <param name="Parameters">Query parameters; unknown ones are refused already.</param>
/// <param name="English">Whether lang=en is asked for.</param>
public sealed record DocumentRequest(CatalogueSnapshot Catalogue, CurrentRelease Newest, int? Pinned, CatalogueAddress Address, ParameterReader Parameters, bool English);
