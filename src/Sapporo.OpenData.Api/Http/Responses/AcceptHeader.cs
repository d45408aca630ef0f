using Microsoft.Net.Http.Headers;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>What a request says of the media types and languages that it takes.</summary>
public static class AcceptHeader
{
    /// <summary>
    /// Whether Accept puts a media type before all of some others: by quality, and at the same quality by naming it more
    /// closely. A client that takes anything prefers nothing.
    /// </summary>
    public static bool Prefers(HttpRequest request, string mediaType, params IReadOnlyList<string> others)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept!], out var ranges))
        {
            return false;
        }

        var wanted = Weight(ranges, mediaType);
        return wanted.Quality > 0 && others.All(other => wanted.CompareTo(Weight(ranges, other)) > 0);
    }

    /// <summary>Whether Accept-Language puts English before Japanese; a request that names neither is in Japanese.</summary>
    public static bool PrefersEnglish(HttpRequest request)
    {
        return StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage!], out var ranges) && Quality("en") > Quality("ja");

        double Quality(string language) => ranges
            .Where(range => range.Value.Equals(language, StringComparison.OrdinalIgnoreCase) || range.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>What ranges say of a media type, of which the closest decides: its quality, and how closely it is named; zeros where none takes it.</summary>
    public static (double Quality, int Closeness) Weight(IEnumerable<MediaTypeHeaderValue> ranges, string mediaType) => ranges
        .Select(range => (Quality: range.Quality ?? 1, Closeness: Closeness(range, mediaType)))
        .Where(weight => weight.Closeness > 0).OrderByDescending(weight => weight.Closeness).ThenByDescending(weight => weight.Quality).FirstOrDefault();

    private static int Closeness(MediaTypeHeaderValue range, string mediaType) =>
        range.MatchesAllTypes ? 1
        : range.MatchesAllSubTypes ? (mediaType.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase) ? 2 : 0)
        : range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? 3 : 0;
}
