using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>
/// Triples without blank nodes, grouped by subject in the order of adding. The prefixes are declared first; rdf and xsd
/// are there from the start.
/// </summary>
public sealed partial class RdfGraph
{
    internal const string RdfNamespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    internal const string Type = RdfNamespace + "type";
    private const string XsdNamespace = "http://www.w3.org/2001/XMLSchema#";
    private readonly OrderedDictionary<string, string> prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> prefixOf = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, RdfSubject> subjects = new(StringComparer.Ordinal);
    private readonly HashSet<string> schemes = new(StringComparer.Ordinal);

    /// <summary>An empty graph.</summary>
    public RdfGraph() => Prefix("rdf", RdfNamespace).Prefix("xsd", XsdNamespace);

    /// <summary>Namespaces by prefix.</summary>
    public IReadOnlyDictionary<string, string> Prefixes => prefixes;

    /// <summary>Subjects of which something is said.</summary>
    public IEnumerable<RdfSubject> Subjects => subjects.Values.Where(subject => subject.Properties.Any());

    // Schemes of the IRIs: in JSON-LD, geo:43.06,141.35 would be a name under a prefix geo.
    internal IReadOnlySet<string> Schemes => schemes;

    /// <summary>Declares a prefix. Of two prefixes for one namespace, the first is used for writing.</summary>
    /// <exception cref="ArgumentException">
    /// The prefix stands for another namespace, or is none in some syntax; or the namespace does not end with / # or :.
    /// </exception>
    public RdfGraph Prefix(string name, string ns)
    {
        var iri = Iri(ns);
        if (!PrefixName().IsMatch(name) || SplitAt(iri) != iri.Length || (prefixes.TryGetValue(name, out var other) && other != iri))
        {
            throw new ArgumentException($"{name}: cannot stand for <{iri}>.", nameof(name));
        }

        prefixes[name] = iri;
        prefixOf.TryAdd(iri, name);
        return this;
    }

    /// <summary>The subject with an IRI, new or as it is, and of some more types (prefixed names).</summary>
    /// <exception cref="ArgumentException">The IRI is not absolute, or a prefix is unknown.</exception>
    public RdfSubject Subject(string iri, params IEnumerable<string> types)
    {
        var encoded = Iri(iri);
        if (!subjects.TryGetValue(encoded, out var subject))
        {
            subject = new RdfSubject(this, encoded);
            subjects.Add(encoded, subject);
        }

        foreach (var type in types)
        {
            subject.Iri("rdf:type", Resolve(type));
        }

        return subject;
    }

    /// <summary>The IRI that a prefixed name such as dct:title stands for.</summary>
    /// <exception cref="ArgumentException">It has no prefix, or an unknown one.</exception>
    public string Resolve(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && prefixes.TryGetValue(name[..colon], out var ns)
            ? RdfIri.Encode(ns + name[(colon + 1)..])
            : throw new ArgumentException($"'{name}' has no known prefix.", nameof(name));
    }

    internal string Iri(string text)
    {
        var iri = RdfIri.Encode(text);
        schemes.Add(iri[..iri.IndexOf(':', StringComparison.Ordinal)]);
        return iri;
    }

    /// <summary>An IRI as prefix and local name; null where that is not safe in every syntax.</summary>
    internal (string Prefix, string Local)? Shorten(string iri)
    {
        var (ns, local) = Split(iri);
        return prefixOf.TryGetValue(ns, out var prefix) && LocalName().IsMatch(local) ? (prefix, local) : null;
    }

    /// <summary>An IRI as namespace and local name: namespaces end with / # or :, local names have none of them.</summary>
    internal static (string Namespace, string Local) Split(string iri) => (iri[..SplitAt(iri)], iri[SplitAt(iri)..]);

    private static int SplitAt(string iri) => iri.AsSpan().LastIndexOfAny('/', '#', ':') + 1;

    [GeneratedRegex(@"^(?!xml)[A-Za-z][A-Za-z0-9-]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrefixName();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalName();
}
