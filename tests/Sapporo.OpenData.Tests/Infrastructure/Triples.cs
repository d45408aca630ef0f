using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Triples as others read them.</summary>
/// <param name="lines">Lines of N-Triples.</param>
public sealed partial class Triples(IEnumerable<string> lines)
{
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        ["dct"] = "http://purl.org/dc/terms/",
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dcatap"] = "http://data.europa.eu/r5r/",
        ["foaf"] = "http://xmlns.com/foaf/0.1/",
        ["vcard"] = "http://www.w3.org/2006/vcard/ns#",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["prov"] = "http://www.w3.org/ns/prov#",
        ["hydra"] = "http://www.w3.org/ns/hydra/core#",
    };

    private readonly ILookup<(string Subject, string Predicate), string> objects =
        lines.Select(line => Line().Match(line)).ToLookup(match => (match.Groups["s"].Value, match.Groups["p"].Value), match => match.Groups["o"].Value);

    /// <summary>Turtle, read by rapper.</summary>
    public static Triples Of(string turtle) => new(RdfReaders.Read(turtle, "rapper", "turtle"));

    /// <summary>Objects of a property (prefixed), as N-Triples writes them.</summary>
    public IEnumerable<string> Terms(string subject, string predicate) => objects[(subject, Expand(predicate))];

    /// <summary>Objects that are IRIs.</summary>
    public IReadOnlyList<string> Iris(string subject, string predicate) => [.. Terms(subject, predicate).Where(term => term[0] == '<').Select(term => term[1..^1])];

    /// <summary>Texts of literals, those of a language where one is given.</summary>
    public IReadOnlyList<string> Texts(string subject, string predicate, string? language = null) => [.. Terms(subject, predicate)
        .Where(term => term[0] == '"' && (language is null || term.EndsWith("@" + language, StringComparison.Ordinal))).Select(term => term[1..term.LastIndexOf('"')])];

    /// <summary>Subjects of a type (prefixed).</summary>
    public IReadOnlyList<string> OfType(string type) => [.. objects.Where(group => group.Key.Predicate == Expand("rdf:type") && group.Contains($"<{Expand(type)}>")).Select(group => group.Key.Subject)];

    /// <summary>Whether a thing is of a type.</summary>
    public bool Is(string subject, string type) => Terms(subject, "rdf:type").Contains($"<{Expand(type)}>");

    /// <summary>The IRI of a prefixed name.</summary>
    public static string Expand(string name) => Prefixes[name.Split(':')[0]] + name.Split(':')[1];

    // No blank nodes: they would not match.
    [GeneratedRegex(@"^<(?<s>[^>]+)> <(?<p>[^>]+)> (?<o><[^>]+>|"".*""(@[a-z-]+|\^\^<[^>]+>)?) \.$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Line();
}
