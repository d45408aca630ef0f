using System.Buffers;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>
/// Writes JSON-LD: a context of prefixes only, in the document itself (readers fetch a remote one each time), and one
/// object a subject. Values are objects in arrays even where there is only one, so that programs meet one shape.
/// </summary>
public static class JsonLdWriter
{
    /// <summary>Writes a graph.</summary>
    public static void Write(RdfGraph graph, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonStyle.WriterOptions);
        json.WriteStartObject();
        json.WriteStartObject("@context");
        foreach (var (name, ns) in graph.Prefixes.Where(prefix => !graph.Schemes.Contains(prefix.Key)))
        {
            json.WriteString(name, ns);
        }

        json.WriteEndObject();
        json.WriteStartArray("@graph");
        foreach (var subject in graph.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("@id", subject.Id);
            foreach (var (predicate, terms) in subject.Properties)
            {
                WriteProperty(json, graph, predicate, terms);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, RdfGraph graph, string predicate, List<RdfTerm> terms)
    {
        var isType = predicate == RdfGraph.Type;
        json.WriteStartArray(isType ? "@type" : Name(graph, predicate));
        foreach (var term in terms)
        {
            if (isType)
            {
                json.WriteStringValue(Name(graph, term.Value));
                continue;
            }

            json.WriteStartObject();
            json.WriteString(term.IsIri ? "@id" : "@value", term.Value);
            if (term.Language is not null)
            {
                json.WriteString("@language", term.Language);
            }
            else if (term.Datatype is not null)
            {
                json.WriteString("@type", Name(graph, term.Datatype));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Name(RdfGraph graph, string iri) =>
        graph.Shorten(iri) is var (prefix, local) && !graph.Schemes.Contains(prefix) ? $"{prefix}:{local}" : iri;
}
