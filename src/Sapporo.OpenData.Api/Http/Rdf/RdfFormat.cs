using System.Buffers;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>A syntax that graphs are written in.</summary>
/// <param name="Name">Name.</param>
/// <param name="Extensions">Extensions in addresses, without the dot, the preferred first.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="ContentType">Content-Type that is sent.</param>
/// <param name="Write">Writes a graph as UTF-8 without a byte-order mark.</param>
public sealed record RdfFormat(string Name, IReadOnlyList<string> Extensions, string MediaType, string ContentType, Action<RdfGraph, IBufferWriter<byte>> Write)
{
    /// <summary>Turtle.</summary>
    public static readonly RdfFormat Turtle = new("turtle", ["ttl"], "text/turtle", "text/turtle; charset=utf-8", TurtleWriter.Write);

    /// <summary>Notation3, of which Turtle is a part.</summary>
    public static readonly RdfFormat N3 = new("n3", ["n3"], "text/n3", "text/n3; charset=utf-8", TurtleWriter.Write);

    /// <summary>RDF/XML.</summary>
    public static readonly RdfFormat RdfXml = new("rdf/xml", ["rdf", "xml"], "application/rdf+xml", "application/rdf+xml; charset=utf-8", RdfXmlWriter.Write);

    /// <summary>JSON-LD, whose media type has no charset: it is always UTF-8.</summary>
    public static readonly RdfFormat JsonLd = new("json-ld", ["jsonld"], "application/ld+json", "application/ld+json", JsonLdWriter.Write);

    /// <summary>All of them, the preferred first.</summary>
    public static IReadOnlyList<RdfFormat> All { get; } = [Turtle, RdfXml, JsonLd, N3];

    /// <summary>The format of an extension (ttl, n3, rdf, xml, jsonld); null for any other.</summary>
    public static RdfFormat? ByExtension(string extension) => All.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.Ordinal));
}
