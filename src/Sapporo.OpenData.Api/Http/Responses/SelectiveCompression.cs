using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>Compresses answers on their way, but for endpoints that choose the coding of their bytes themselves.</summary>
public sealed class SelectiveCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    /// <inheritdoc />
    public override bool ShouldCompressResponse(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<OwnCoding>() is null && base.ShouldCompressResponse(context);
}

/// <summary>Marks an endpoint whose bytes are stored compressed: each coding is a representation with its own ETag.</summary>
public sealed class OwnCoding;
