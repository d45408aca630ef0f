using System.Buffers.Text;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Ready;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>
/// What an answer will be, known before any query: a function of release, canonical URL, format, language, content
/// coding, public host, configuration and build. Its strong ETag is a hash of those.
/// </summary>
/// <param name="context">Request and response.</param>
/// <param name="format">Format of the body.</param>
/// <param name="pinned">Release that the address pins; null for the newest.</param>
public sealed class Representation(HttpContext context, DataFormat format, int? pinned)
{
    private static readonly string Build = Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToString("N");

    private static readonly ConditionalWeakTable<ApiOptions, string> Settings = []; // they do not change while the process runs

    private static readonly DateTimeOffset BuiltAt = new(File.GetLastWriteTimeUtc(Assembly.GetExecutingAssembly().Location), TimeSpan.Zero);

    /// <summary>Sets the headers of the answer for a release; true where the client has it already, and 304 is set.</summary>
    /// <param name="newest">Newest release.</param>
    /// <param name="byDate">Whether If-Modified-Since may decide: where the address is known to exist.</param>
    public bool IsNotModified(CurrentRelease newest, bool byDate = false)
    {
        var response = context.Response;
        var headers = response.GetTypedHeaders();
        var tag = new EntityTagHeaderValue($"\"{Hash(newest)}\"");
        headers.ETag = tag;
        headers.LastModified = pinned is null || pinned == newest.Number ? new DateTimeOffset(newest.PublishedAt, TimeSpan.Zero) : null;
        response.Headers.CacheControl = pinned is null ? "public, no-cache" : "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept, Accept-Encoding";
        response.Headers.ContentLanguage = IsEnglish ? "en" : "ja";

        var request = context.Request.GetTypedHeaders();
        var known = request.IfNoneMatch.Count > 0
            ? request.IfNoneMatch.Any(candidate => candidate.Compare(tag, useStrongComparison: false))
            : byDate && request.IfModifiedSince is { } since && headers.LastModified is { } modified
                && modified.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds() && BuiltAt <= since;
        context.Features.Set(new AnswerLabel(newest));
        if (known && request.IfNoneMatch.Count > 0)
        {
            context.RequestServices.GetRequiredService<ReadyAnswers>().Offer(context, null);
        }

        response.StatusCode = known ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        response.ContentType = known ? null : format.ContentType;
        return known;
    }

    /// <summary>Labels the answer with a newer release, which the snapshot turned out to hold.</summary>
    public void Relabel(CurrentRelease newest)
    {
        IsNotModified(newest);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = format.ContentType;
    }

    /// <summary>Whether the answer is in English.</summary>
    public bool IsEnglish => context.Request.AsksEnglish();

    /// <summary>Path and query in one canonical order.</summary>
    public static string CanonicalUrl(HttpRequest request, params IReadOnlyCollection<string> without) => request.Path + QueryString.Create(
        request.Query.Where(parameter => !without.Contains(parameter.Key, StringComparer.Ordinal)).OrderBy(parameter => parameter.Key, StringComparer.Ordinal));

    private string Hash(CurrentRelease newest)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        var coding = context.RequestServices.GetService<IResponseCompressionProvider>()?.GetCompressionProvider(context)?.EncodingName ?? "identity";
        var read = pinned is { } number ? $"{number} {newest.Installation}" : $"{newest.Number} {newest.InputSha256} {newest.Installation}";
        var parts = string.Join('\n', read, CanonicalUrl(context.Request), format.Name, coding, PublicAddress.Of(context), Settings.GetValue(options, static known => JsonSerializer.Serialize(known)), Build);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, 18));
    }
}
