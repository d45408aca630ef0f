using System.Globalization;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>
/// What a graph says of one IRI. Predicates and datatypes are prefixed names (dct:title); a null value adds nothing, and
/// neither does a triple that is there already. All methods that add throw an ArgumentException for an unknown prefix.
/// </summary>
public sealed class RdfSubject
{
    private readonly RdfGraph graph;
    private readonly HashSet<(string Predicate, RdfTerm Term)> known = [];

    // Types come first, whenever they are added.
    private readonly OrderedDictionary<string, List<RdfTerm>> properties = new(StringComparer.Ordinal) { [RdfGraph.Type] = [] };

    internal RdfSubject(RdfGraph graph, string id) => (this.graph, Id) = (graph, id);

    /// <summary>Its IRI.</summary>
    public string Id { get; }

    /// <summary>Terms by the IRI of their predicate, rdf:type first.</summary>
    public IEnumerable<KeyValuePair<string, List<RdfTerm>>> Properties => properties.Where(property => property.Value.Count > 0);

    /// <summary>Adds an IRI.</summary>
    /// <exception cref="ArgumentException">The IRI is not absolute.</exception>
    public RdfSubject Iri(string predicate, string? iri) => Add(predicate, iri is null ? null : RdfTerm.Iri(graph.Iri(iri)));

    /// <summary>Adds the IRI of another subject.</summary>
    public RdfSubject Link(string predicate, RdfSubject? other) => Iri(predicate, other?.Id);

    /// <summary>Adds a text in Japanese and in English.</summary>
    public RdfSubject Text(string predicate, string? ja, string? en = null) => Tagged(predicate, ja, "ja").Tagged(predicate, en, "en");

    /// <summary>Adds a text in a language.</summary>
    /// <exception cref="ArgumentException">The language is not a tag.</exception>
    public RdfSubject Tagged(string predicate, string? text, string language) => Add(predicate, text is null ? null : RdfTerm.Tagged(text, language));

    /// <summary>Adds a literal, plain without a datatype. An xsd:string is a plain literal (RDF 1.1).</summary>
    public RdfSubject Literal(string predicate, string? value, string? datatype = null) => Add(predicate, value switch
    {
        null => null,
        _ when datatype is null or "xsd:string" => RdfTerm.Plain(value),
        _ => RdfTerm.Typed(value, graph.Resolve(datatype)),
    });

    /// <summary>Adds an xsd:integer.</summary>
    public RdfSubject Integer(string predicate, long? value) => Literal(predicate, value?.ToString(CultureInfo.InvariantCulture), "xsd:integer");

    /// <summary>Adds an xsd:nonNegativeInteger, such as a size in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public RdfSubject NonNegativeInteger(string predicate, long? value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
        return Literal(predicate, value?.ToString(CultureInfo.InvariantCulture), "xsd:nonNegativeInteger");
    }

    /// <summary>Adds an xsd:date without a zone.</summary>
    public RdfSubject Date(string predicate, DateOnly? value) => Literal(predicate, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "xsd:date");

    /// <summary>Adds an xsd:dateTime in UTC, written with Z and without needless fractions. A time of no kind is UTC.</summary>
    public RdfSubject DateTime(string predicate, DateTime? value)
    {
        var utc = value is { Kind: DateTimeKind.Local } local ? local.ToUniversalTime() : value;
        return Literal(predicate, utc?.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture), "xsd:dateTime");
    }

    /// <summary>Adds an xsd:hexBinary, such as a checksum, in lower case.</summary>
    /// <exception cref="ArgumentException">The text is not pairs of hexadecimal digits.</exception>
    public RdfSubject HexBinary(string predicate, string? hex) => hex is null || (hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit))
        ? Literal(predicate, hex?.ToLowerInvariant(), "xsd:hexBinary")
        : throw new ArgumentException($"'{hex}' is not hexadecimal.", nameof(hex));

    private RdfSubject Add(string predicate, RdfTerm? term)
    {
        var iri = graph.Resolve(predicate);
        if (term is null || !known.Add((iri, term)))
        {
            return this;
        }

        if (iri == RdfGraph.Type && !term.IsIri)
        {
            throw new ArgumentException($"'{term.Value}' is a literal, not a type.", nameof(term));
        }

        properties.TryAdd(iri, []);
        properties[iri].Add(term);
        return this;
    }
}
