using System.Text.RegularExpressions;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>What a triple says of its subject: an IRI, or a literal that is plain, in a language, or typed.</summary>
public sealed partial record RdfTerm
{
    private RdfTerm(string value) => Value = value;

    /// <summary>The IRI, or the literal's text.</summary>
    public string Value { get; }

    /// <summary>True for an IRI.</summary>
    public bool IsIri { get; private init; }

    /// <summary>Language tag in lower case; null unless the literal is in a language.</summary>
    public string? Language { get; private init; }

    /// <summary>IRI of the datatype; null unless the literal is typed.</summary>
    public string? Datatype { get; private init; }

    internal static RdfTerm Iri(string encoded) => new(encoded) { IsIri = true };

    // What XML cannot hold the other syntaxes do without, to say the same.
    internal static RdfTerm Plain(string value) => new(XmlCharacters.Clean(value));

    internal static RdfTerm Typed(string value, string datatype) => new(XmlCharacters.Clean(value)) { Datatype = datatype };

    /// <exception cref="ArgumentException">The language is not a tag.</exception>
    internal static RdfTerm Tagged(string value, string language) => LanguageTag().IsMatch(language)
        ? new(XmlCharacters.Clean(value)) { Language = language.ToLowerInvariant() }
        : throw new ArgumentException($"'{language}' is not a language tag.", nameof(language));

    [GeneratedRegex(@"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();
}
