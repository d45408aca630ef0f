using System.Buffers;
using System.Text;
using System.Xml;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>Writes RDF/XML: an element a subject, named by its first type where that can be a name.</summary>
public static class RdfXmlWriter
{
    // A carriage return has to be &#xD;, or XML readers take it for a line feed.
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes a graph.</summary>
    /// <exception cref="InvalidOperationException">A predicate cannot be an XML element; nothing is written then.</exception>
    public static void Write(RdfGraph graph, IBufferWriter<byte> output)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement("rdf", "RDF", RdfGraph.RdfNamespace);
            foreach (var (name, ns) in graph.Prefixes)
            {
                xml.WriteAttributeString("xmlns", name, null, ns);
            }

            foreach (var subject in graph.Subjects)
            {
                WriteSubject(xml, graph, subject);
            }

            xml.WriteEndElement();
        }

        output.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void WriteSubject(XmlWriter xml, RdfGraph graph, RdfSubject subject)
    {
        // In the namespace of rdf, a type's name could be syntax (rdf:li).
        var (first, terms) = subject.Properties.First();
        var isNamed = first == RdfGraph.Type && graph.Shorten(terms[0].Value) is not (null or ("rdf", _));
        var (elementNamespace, element) = isNamed ? RdfGraph.Split(terms[0].Value) : (RdfGraph.RdfNamespace, "Description");
        xml.WriteStartElement(element, elementNamespace);
        xml.WriteAttributeString("about", RdfGraph.RdfNamespace, subject.Id);
        var written = 0;
        foreach (var (predicate, term) in subject.Properties.SelectMany(property => property.Value.Select(term => (property.Key, term))))
        {
            if (!isNamed || written++ > 0)
            {
                WriteTerm(xml, graph, predicate, term);
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteTerm(XmlWriter xml, RdfGraph graph, string predicate, RdfTerm term)
    {
        var (ns, local) = RdfGraph.Split(predicate);
        var isSyntax = ns == RdfGraph.RdfNamespace && local is not ("type" or "value");
        if (isSyntax || !XmlReader.IsName(local) || !graph.Prefixes.Values.Contains(ns))
        {
            throw new InvalidOperationException($"The predicate <{predicate}> cannot be an XML element.");
        }

        xml.WriteStartElement(local, ns);
        if (term.IsIri)
        {
            xml.WriteAttributeString("resource", RdfGraph.RdfNamespace, term.Value);
        }
        else
        {
            if (term.Language is not null)
            {
                xml.WriteAttributeString("xml", "lang", null, term.Language);
            }
            else if (term.Datatype is not null)
            {
                xml.WriteAttributeString("datatype", RdfGraph.RdfNamespace, term.Datatype);
            }

            xml.WriteString(term.Value);
        }

        xml.WriteEndElement();
    }
}
