using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Catalogue.Files;

/// <summary>Serves data files: the bytes that were rendered at publishing, whole or in ranges, compressed or not.</summary>
public sealed class DataFileAnswer(CatalogueAnswer answer, DatasetLookup lookup, StoredContentReader contents)
{
    /// <summary>Answers with a data file.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="dataset">UUID or name of the dataset.</param>
    /// <param name="fileName">Name of the file with extension.</param>
    public async Task WriteAsync(HttpContext context, string dataset, string fileName)
    {
        var request = await answer.ReadAsync(context, fileName.EndsWith(".csv", StringComparison.Ordinal) ? ["release", "bom"] : ["release"]);
        var hasMark = request.Parameters.OneOf("bom", "true", "false") == "true";
        request.Parameters.ThrowIfWrong();
        if (await lookup.FindAsync(context, request, dataset) is not { } found)
        {
            return;
        }

        var resource = found.Resources.FirstOrDefault(resource => resource.FileName == fileName) ?? throw new ProblemException(ProblemCode.NotFound, $"{dataset}/{fileName}");
        await SendAsync(context, request, resource, hasMark);
    }

    private async Task SendAsync(HttpContext context, DocumentRequest request, DataResource resource, bool hasMark)
    {
        if (!context.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Headers.Range = default; // of other units nothing is known
        }

        var compressed = !hasMark && context.Request.Headers.Range.Count == 0 && AcceptsGzip(context.Request);
        var headers = context.Response.Headers;
        headers.CacheControl = request.Pinned is null ? "public, no-cache" : "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        headers.ContentDisposition = Disposition(resource.DownloadName, resource.DownloadNameJa);
        headers.ContentLanguage = "ja";
        headers.Link = Links(request.Address, resource, request.Pinned);
        var content = resource.Content.Content;
        var tag = new EntityTagHeaderValue($"\"{content.Sha256[..32]}{(hasMark ? "-bom" : compressed ? "-gzip" : "")}\"");
        var type = resource.Format == "csv" ? DataFormat.Csv.ContentType : DataFormat.Json.ContentType;
        var modified = new DateTimeOffset(resource.Modified, TimeSpan.Zero);
        if (IsKnown(context.Request, tag, modified))
        {
            (headers.ETag, context.Response.StatusCode) = (tag.ToString(), StatusCodes.Status304NotModified);
            return;
        }

        await CostlyReads.EnterAsync(context, StoredContentReader.IsStreamed(content));
        if (compressed)
        {
            headers.ContentEncoding = "gzip";
            await Results.Stream(WriteAsync, type, lastModified: modified, entityTag: tag).ExecuteAsync(context);
        }
        else
        {
            await using var stream = await contents.OpenAsync(content, hasMark ? CsvLineWriter.ByteOrderMark.ToArray() : default(ReadOnlyMemory<byte>), context.RequestAborted);
            await Results.Stream(stream, type, lastModified: modified, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context);
        }

        Task WriteAsync(Stream body)
        {
            context.Response.ContentLength = content.GzipSize;
            return contents.WriteCompressedAsync(content, body, context.RequestAborted);
        }
    }

    /// <summary>Content-Disposition with a name in ASCII and one in Japanese, the latter first: some clients take all that follows the first filename=.</summary>
    public static string Disposition(string name, string nameJa) => $"attachment; filename*=UTF-8''{Uri.EscapeDataString(nameJa)}; filename=\"{name}\"";

    // Found out before anything is opened: asking whether a file is still the same costs nothing.
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset modified)
    {
        var headers = request.GetTypedHeaders();
        return headers.IfMatch.Count == 0 && headers.IfUnmodifiedSince is null && (headers.IfNoneMatch.Count > 0
            ? headers.IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            : headers.IfModifiedSince is { } since && modified.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds());
    }

    private static bool AcceptsGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var named = accepted.FirstOrDefault(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(coding => coding.Value == "*");
        return named is not null && (named.Quality ?? 1) > 0;
    }

    private static string Links(CatalogueAddress address, DataResource resource, int? pinned)
    {
        var query = pinned is { } release ? $"?release={release}" : "";
        var links = new List<string>
        {
            $"<{address.Download(resource)}{query}>; rel=\"canonical\"",
            $"<{address.Page(resource.File.Dataset)}>; rel=\"collection\"",
            $"<{address.DataPackage(resource.File.Dataset)}{query}>; rel=\"describedby\"; type=\"application/json\"",
            $"<{address.Iri(resource.File.Dataset.Licence)}>; rel=\"license\"",
        };
        if (resource.Format == "csv")
        {
            links.Insert(0, $"<{address.TableMetadata(resource.File)}{query}>; rel=\"describedby\"; type=\"application/csvm+json\"");
        }

        return string.Join(", ", links);
    }
}
