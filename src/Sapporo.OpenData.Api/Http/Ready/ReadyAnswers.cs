using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Ready;

/// <summary>The release that an answer was labelled with; answers that have it may be kept ready.</summary>
/// <param name="Newest">Newest release when it was labelled.</param>
public sealed record AnswerLabel(CurrentRelease Newest);

/// <summary>
/// Whole answers that were asked for more than once, kept in memory as they went out: headers, and the body in the coding of
/// the request. An answer is kept for one newest release and one request to the letter, and used only while this
/// instance listens for releases, so that it can be neither stale nor another's.
/// </summary>
public sealed class ReadyAnswers(CurrentReleaseHolder holder, IOptions<ApiOptions> options, IServiceProvider services)
{
    private const int MostBytes = 262_144;
    private readonly int[] seenOnce = new int[4096]; // hashes of keys; one that is seen again is worth keeping
    private readonly ReadyStore<Key, Entry> store = new(options.Value.ReadyBytes);

    /// <summary>Bytes that the kept answers take, about.</summary>
    public long Bytes => store.Bytes;

    /// <summary>Answers a request, if its answer is there.</summary>
    public bool TryAnswer(HttpContext context, out Task answer)
    {
        answer = Task.CompletedTask;
        var request = context.Request;
        if (options.Value.ReadyBytes == 0 || !HttpMethods.IsGet(request.Method) || !holder.IsWatched || request.Headers.IfModifiedSince.Count > 0
            || !store.TryGet(KeyOf(context), out var entry) || entry.Newest != holder.Current)
        {
            return false;
        }

        var condition = request.Headers.IfNoneMatch;
        if (condition.Count > 0)
        {
            if (condition.Count > 1 || condition[0] != entry.Tag)
            {
                return false;
            }

            SetHeaders(context, entry, entry.HeadersOf304);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        if (entry.Body is null)
        {
            return false;
        }

        SetHeaders(context, entry, entry.Headers);
        answer = ReadyBody.WriteAsync(context, entry.Body);
        return true;
    }

    /// <summary>Keeps an answer that is about to be sent, if it was asked for before; the body is null for 304.</summary>
    public void Offer(HttpContext context, ReadOnlyMemory<byte>? body)
    {
        if (options.Value.ReadyBytes == 0 || body?.Length > MostBytes || context.Features.Get<AnswerLabel>() is not { } label)
        {
            return;
        }

        var key = KeyOf(context);
        var hash = key.GetHashCode() | 1;
        ref var seen = ref seenOnce[(uint)hash % seenOnce.Length];
        if (Interlocked.Exchange(ref seen, hash) != hash || (body is null && store.TryGet(key, out var known) && known.Newest == label.Newest))
        {
            return;
        }

        var copy = body?.ToArray();
        context.Response.OnCompleted(() =>
        {
            Keep(context, key, label.Newest, copy);
            return Task.CompletedTask;
        });
    }

    // What went out tells all: the headers, and the coding among them.
    private void Keep(HttpContext context, Key key, CurrentRelease newest, byte[]? body)
    {
        var response = context.Response;
        var expected = body is null ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        if (response.StatusCode != expected || !HttpMethods.IsGet(context.Request.Method) || response.Headers.ETag is not [{ } tag])
        {
            return;
        }

        var headers = response.Headers.Where(header => !IsOfTheConnection(header.Key)).ToArray();
        var coded = body is null || response.Headers.ContentEncoding is not [{ } coding] ? body : Compress(body, coding);
        store.Set(key, new Entry(newest, tag, headers, coded, context.GetEndpoint()), (coded?.Length ?? 0) + 2 * (key.Length + headers.Sum(header => header.Key.Length + header.Value.ToString().Length)) + 1000);
    }

    private byte[] Compress(byte[] body, string coding)
    {
        ICompressionProvider provider = coding == "br"
            ? ActivatorUtilities.CreateInstance<BrotliCompressionProvider>(services)
            : ActivatorUtilities.CreateInstance<GzipCompressionProvider>(services);
        using var coded = new MemoryStream();
        using (var stream = provider.CreateStream(coded))
        {
            stream.Write(body);
        }

        return coded.ToArray();
    }

    private static void SetHeaders(HttpContext context, Entry entry, KeyValuePair<string, StringValues>[] headers)
    {
        context.SetEndpoint(entry.Endpoint); // whose answer it is, for the log
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }
    }

    // What another request would not get.
    private static bool IsOfTheConnection(string name) =>
        name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase) || name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase) || name.Equals(HeaderNames.RetryAfter, StringComparison.OrdinalIgnoreCase) || name.Equals(HeaderNames.Date, StringComparison.OrdinalIgnoreCase) || name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase);

    private static Key KeyOf(HttpContext context)
    {
        var request = context.Request;
        return new Key(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, request.Scheme, request.Host.Value ?? "", request.PathBase.Value ?? "", request.Headers.Accept.ToString(), request.Headers.AcceptLanguage.ToString(), request.Headers.AcceptEncoding.ToString());
    }

    private readonly record struct Key(string Target, string Scheme, string Host, string PathBase, string Accept, string Language, string Coding)
    {
        public int Length => Target.Length + Host.Length + PathBase.Length + Accept.Length + Language.Length + Coding.Length;
    }

    private sealed record Entry(CurrentRelease Newest, string Tag, KeyValuePair<string, StringValues>[] Headers, byte[]? Body, Endpoint? Endpoint)
    {
        public KeyValuePair<string, StringValues>[] HeadersOf304 { get; } = [.. Headers.Where(header => !ResponseHeaders.IsLeftOutOf304(header.Key))];
    }
}
