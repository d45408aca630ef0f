using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>A format that answers come in.</summary>
/// <param name="Name">Name in the format parameter.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="ContentType">Content-Type that is sent.</param>
public sealed record DataFormat(string Name, string MediaType, string ContentType)
{
    /// <summary>JSON.</summary>
    public static readonly DataFormat Json = new("json", "application/json", "application/json; charset=utf-8");

    /// <summary>CSV.</summary>
    public static readonly DataFormat Csv = new("csv", "text/csv", "text/csv; charset=utf-8; header=present");

    /// <summary>One JSON object a line.</summary>
    public static readonly DataFormat NdJson = new("ndjson", "application/x-ndjson", "application/x-ndjson; charset=utf-8");

    /// <summary>Formats of lists, the preferred first.</summary>
    public static IReadOnlyList<DataFormat> OfLists { get; } = [Json, Csv, NdJson];

    /// <summary>Formats of single things.</summary>
    public static IReadOnlyList<DataFormat> OfThings { get; } = [Json];

    /// <summary>Chooses by the format parameter, else by Accept.</summary>
    /// <exception cref="ProblemException">No format satisfies Accept.</exception>
    public static DataFormat Choose(HttpRequest request, IReadOnlyList<DataFormat> offered, ParameterReader? parameters = null)
    {
        if (parameters?.OneOf("format", [.. offered.Select(format => format.Name)]) is { } name)
        {
            return offered.First(format => format.Name == name);
        }

        var accept = request.Headers.Accept;
        if (accept.Count == 0 || accept.All(string.IsNullOrWhiteSpace))
        {
            return offered[0];
        }

        if (!MediaTypeHeaderValue.TryParseList([.. accept!], out var ranges))
        {
            throw NotAcceptable(accept.ToString(), offered);
        }

        // Among equals the first offered wins.
        var best = offered.Select(format => (Format: format, AcceptHeader.Weight(ranges, format.MediaType).Quality)).Where(choice => choice.Quality > 0).OrderByDescending(choice => choice.Quality).FirstOrDefault();
        return best.Format ?? throw NotAcceptable(accept.ToString(), offered);
    }

    private static ProblemException NotAcceptable(string accept, IReadOnlyList<DataFormat> offered) =>
        new(ProblemCode.NotAcceptable, accept, string.Join(", ", offered.Select(format => format.MediaType)));
}
