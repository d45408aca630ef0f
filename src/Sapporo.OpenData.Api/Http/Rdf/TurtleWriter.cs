using System.Buffers;
using System.Text;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>Writes Turtle that is Notation3 as well.</summary>
public static class TurtleWriter
{
    /// <summary>Writes a graph.</summary>
    public static void Write(RdfGraph graph, IBufferWriter<byte> output)
    {
        foreach (var (name, ns) in graph.Prefixes)
        {
            Put($"@prefix {name}: <{ns}> .\n");
        }

        foreach (var subject in graph.Subjects)
        {
            Put($"\n{Name(graph, subject.Id)}");
            var separator = " ";
            foreach (var (predicate, terms) in subject.Properties)
            {
                var verb = predicate == RdfGraph.Type ? "a" : Name(graph, predicate);
                Put($"{separator}{verb} {string.Join(", ", terms.Select(term => Term(graph, term)))}");
                separator = " ;\n    ";
            }

            Put(" .\n");
        }

        void Put(string text) => Encoding.UTF8.GetBytes(text, output);
    }

    private static string Name(RdfGraph graph, string iri) => graph.Shorten(iri) is var (prefix, local) ? $"{prefix}:{local}" : $"<{iri}>";

    private static string Term(RdfGraph graph, RdfTerm term) => term switch
    {
        { IsIri: true } => Name(graph, term.Value),
        { Language: { } language } => $"{Quote(term.Value)}@{language}",
        { Datatype: { } datatype } => $"{Quote(term.Value)}^^{Name(graph, datatype)}",
        _ => Quote(term.Value),
    };

    private static string Quote(string text) => new StringBuilder(text, text.Length + 16)
        .Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")
        .Insert(0, '"').Append('"').ToString();
}
