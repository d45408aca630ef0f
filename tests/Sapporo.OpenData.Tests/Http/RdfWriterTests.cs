using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>RDF as others read it: rapper and rdflib get the same triples from every syntax.</summary>
public class RdfWriterTests
{
    [Theory]
    [MemberData(nameof(RdfReaders.All), MemberType = typeof(RdfReaders))]
    public void Hostile_literals_and_iris_are_read_as_meant(string extension, string program, string syntax)
    {
        var graph = NewGraph();
        graph.Subject("http://例え.jp/データ <a>\"{}|\\^`%zz%41?q=[1]&r='#f#g", "dcat:Dataset", "ex:-odd", "ex:li")
            .Text("dct:title", "札幌市のデータ\n「一覧」", "a \"quoted\" \\u0041 \\ back\\slash\\")
            .Tagged("dct:title", "zh", "zh-Hans-CN")
            .Literal("dct:description", "]]> & <b>&amp;</b> \r\n\t\r end ")
            .Literal("ex:dotted.name", " \n ")
            .Literal("ex:emoji", "😀𠮷\u0085\u2028\ufeff\u007f か\u3099")
            .Literal("ex:dropped", "a\0b\u0001c\ud800d\udc00e\ufffef\u001f")
            .Literal("ex:empty", "").Tagged("ex:empty", "", "ja").Literal("ex:empty", "", "ex:type")
            .Literal("rdf:value", "\"\"\"", "ex:1 type")
            .Iri("ex:iri", "geo:43.06,141.35").Iri("ex:iri", "mailto:a@b.jp").Iri("ex:iri", "urn:x:y").Iri("ex:iri", "http://[::1]:80/a/../b/./?#");
        graph.Subject("geo:type").Integer("ex:n", -5).NonNegativeInteger("ex:n", 5).Date("ex:d", new DateOnly(2019, 4, 1))
            .DateTime("ex:d", new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc)).DateTime("ex:d", new DateTime(2026, 11, 22).AddMilliseconds(120))
            .HexBinary("ex:h", "00FF").Literal("ex:s", "plain", "xsd:string").Iri("ex:iri", "http://example.org/ns#a.b");

        const string Subject = "<http://%E4%BE%8B%E3%81%88.jp/%E3%83%87%E3%83%BC%E3%82%BF%20%3Ca%3E%22%7B%7D%7C%5C%5E%60%25zz%41?q=%5B1%5D&r='#f%23g>";
        string[] expected =
        [
            $"{Subject} <{RdfType}> <http://www.w3.org/ns/dcat#Dataset> .",
            $"{Subject} <{RdfType}> <http://example.org/ns#-odd> .",
            $"{Subject} <{RdfType}> <http://example.org/ns#li> .",
            $"{Subject} <http://purl.org/dc/terms/title> \"札幌市のデータ\\n「一覧」\"@ja .",
            $"{Subject} <http://purl.org/dc/terms/title> \"a \\\"quoted\\\" \\\\u0041 \\\\ back\\\\slash\\\\\"@en .",
            $"{Subject} <http://purl.org/dc/terms/title> \"zh\"@zh-hans-cn .",
            $"{Subject} <http://purl.org/dc/terms/description> \"]]> & <b>&amp;</b> \\r\\n\t\\r end \" .",
            $"{Subject} <http://example.org/ns#dotted.name> \" \\n \" .",
            $"{Subject} <http://example.org/ns#emoji> \"😀𠮷\u0085\u2028\ufeff\u007f か\u3099\" .",
            $"{Subject} <http://example.org/ns#dropped> \"abc\ufffdd\ufffdef\" .",
            $"{Subject} <http://example.org/ns#empty> \"\" .",
            $"{Subject} <http://example.org/ns#empty> \"\"@ja .",
            $"{Subject} <http://example.org/ns#empty> \"\"^^<http://example.org/ns#type> .",
            $"{Subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> \"\\\"\\\"\\\"\"^^<http://example.org/ns#1%20type> .",
            $"{Subject} <http://example.org/ns#iri> <geo:43.06,141.35> .",
            $"{Subject} <http://example.org/ns#iri> <mailto:a@b.jp> .",
            $"{Subject} <http://example.org/ns#iri> <urn:x:y> .",
            $"{Subject} <http://example.org/ns#iri> <http://[::1]:80/b/?#> .",
            $"<geo:type> <http://example.org/ns#n> \"-5\"^^<{Xsd}integer> .",
            $"<geo:type> <http://example.org/ns#n> \"5\"^^<{Xsd}nonNegativeInteger> .",
            $"<geo:type> <http://example.org/ns#d> \"2019-04-01\"^^<{Xsd}date> .",
            $"<geo:type> <http://example.org/ns#d> \"2026-11-22T01:02:03Z\"^^<{Xsd}dateTime> .",
            $"<geo:type> <http://example.org/ns#d> \"2026-11-22T00:00:00.12Z\"^^<{Xsd}dateTime> .",
            $"<geo:type> <http://example.org/ns#h> \"00ff\"^^<{Xsd}hexBinary> .",
            "<geo:type> <http://example.org/ns#s> \"plain\" .",
            "<geo:type> <http://example.org/ns#iri> <http://example.org/ns#a.b> .",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Read(graph, extension, program, syntax));
    }

    [Fact]
    public void Every_reader_gets_the_same_of_any_texts()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var graph = NewGraph();
        for (var i = 0; i < 300; i++)
        {
            graph.Subject("http://example.org/" + Noise(random)).Literal("ex:p", Noise(random)).Text("ex:p", Noise(random), Noise(random))
                .Literal("ex:p", Noise(random), "ex:" + Noise(random)).Iri("ex:p", "http://example.org/ns#" + Noise(random))
                .Iri("ex:p", "tag:x" + string.Concat(Noise(random).Split('/', '.', '?', '#'))); // rdflib takes what follows tag: for a path and tidies it
        }

        var all = RdfReaders.All.Select(row => Read(graph, (string)row[0], (string)row[1], (string)row[2])).ToList();
        var count = graph.Subjects.Sum(subject => subject.Properties.Sum(property => property.Value.Count));
        Assert.All(all, lines => Assert.True(lines.Count == count && lines.SequenceEqual(all[0]), $"seed {seed}: {lines.Count} of {count}; {lines.Except(all[0]).FirstOrDefault()}"));
    }

    [Theory]
    [MemberData(nameof(RdfReaders.All), MemberType = typeof(RdfReaders))]
    public void An_empty_graph_is_a_document_without_triples(string extension, string program, string syntax)
    {
        var graph = NewGraph();
        graph.Subject("http://example.org/nothing").Text("dct:title", null).Iri("dct:license", null).Integer("ex:n", null).DateTime("ex:d", null).HexBinary("ex:h", null).Link("ex:l", null);
        Assert.Empty(Read(graph, extension, program, syntax));
    }

    [Fact]
    public void Turtle_is_written_for_people_and_the_same_each_time()
    {
        const string Expected = """
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix ex: <http://example.org/ns#> .
            @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .

            <http://example.org/1> a dcat:Dataset, ex:Thing ;
                dct:title "人口"@ja, "Population"@en ;
                dct:issued "2019-04-01"^^xsd:date ;
                ex:next ex:two .

            ex:two dct:title "次"@ja .

            """;
        for (var round = 0; round < 2; round++)
        {
            var graph = NewGraph();
            graph.Subject("http://example.org/1", "dcat:Dataset").Text("dct:title", "人口").Date("dct:issued", new DateOnly(2019, 4, 1));
            graph.Subject("http://example.org/1", "ex:Thing", "dcat:Dataset").Text("dct:title", "人口", "Population")
                .Link("ex:next", graph.Subject("http://example.org/ns#two").Text("dct:title", "次"));
            Assert.Equal(Expected.ReplaceLineEndings("\n"), Text(graph, RdfFormat.Turtle));
            Assert.Equal(Expected.ReplaceLineEndings("\n"), Text(graph, RdfFormat.N3));
            Assert.All(RdfFormat.All, format => Assert.Equal(Text(graph, format), Text(graph, format)));
        }
    }

    [Fact]
    public void JsonLd_has_one_shape_and_readable_Japanese()
    {
        var graph = NewGraph();
        graph.Subject("http://example.org/1", "dcat:Dataset").Text("dct:title", "人口").Literal("ex:p", "x").Integer("ex:p", 1).Iri("ex:p", "http://example.org/ns#x").Iri("ex:p", "geo:1,2");
        var text = Text(graph, RdfFormat.JsonLd);
        Assert.Contains("人口", text, StringComparison.Ordinal);
        var document = JsonNode.Parse(text)!;
        Assert.Equal(["rdf", "xsd", "dct", "dcat", "ex"], document["@context"]!.AsObject().Select(member => member.Key));
        Assert.True(JsonNode.DeepEquals(document["@graph"], JsonNode.Parse("""
            [{
              "@id": "http://example.org/1", "@type": ["dcat:Dataset"], "dct:title": [{ "@value": "人口", "@language": "ja" }],
              "ex:p": [{ "@value": "x" }, { "@value": "1", "@type": "xsd:integer" }, { "@id": "http://example.org/ns#x" }, { "@id": "geo:1,2" }]
            }]
            """)), text);
    }

    [Theory]
    [InlineData("ttl", "turtle", "text/turtle; charset=utf-8")]
    [InlineData("n3", "n3", "text/n3; charset=utf-8")]
    [InlineData("rdf", "rdf/xml", "application/rdf+xml; charset=utf-8")]
    [InlineData("xml", "rdf/xml", "application/rdf+xml; charset=utf-8")]
    [InlineData("jsonld", "json-ld", "application/ld+json")]
    public void Formats_are_found_by_extension(string extension, string name, string contentType)
    {
        var format = RdfFormat.ByExtension(extension)!;
        Assert.Equal((name, contentType), (format.Name, format.ContentType));
        Assert.StartsWith(format.MediaType, contentType, StringComparison.Ordinal);
        Assert.Null(RdfFormat.ByExtension("." + extension));
    }

    [Theory]
    [InlineData("http://example.org/a/b/../c/./d/..", "http://example.org/a/c/")]
    [InlineData("http://example.org/../a/...//.b?x=/../y#/./z", "http://example.org/a/...//.b?x=/../y#/./z")]
    [InlineData("http://example.org?a/../b", "http://example.org?a/../b")]
    [InlineData("http://[x]/[::1]", "http://%5Bx%5D/%5B::1%5D")]
    [InlineData("https://[2001:db8::1]", "https://[2001:db8::1]")]
    [InlineData("http://example.org/%E6%9C%AD%e5%b9%8c%", "http://example.org/%E6%9C%AD%e5%b9%8c%25")]
    [InlineData("urn:isbn:札#1#2", "urn:isbn:%E6%9C%AD#1%232")]
    public void Iris_are_encoded_once(string text, string iri)
    {
        Assert.Equal(iri, RdfIri.Encode(text));
        Assert.Equal(iri, RdfIri.Encode(iri));
    }

    [Fact]
    public void Mistakes_of_the_builder_are_refused()
    {
        var graph = NewGraph();
        var subject = graph.Subject("http://example.org/1");
        Assert.Throws<ArgumentException>(() => graph.Subject("relative/path"));
        Assert.Throws<ArgumentException>(() => graph.Subject("http://example.org/1", "unknown:Type"));
        Assert.Throws<ArgumentException>(() => subject.Text("unknown:title", null));
        Assert.Throws<ArgumentException>(() => subject.Iri("dct:license", "www.example.org"));
        Assert.Throws<ArgumentException>(() => subject.Literal("rdf:type", "text"));
        Assert.Throws<ArgumentException>(() => subject.Tagged("dct:title", "x", "日本語"));
        Assert.Throws<ArgumentException>(() => subject.HexBinary("ex:h", "abc"));
        Assert.Throws<ArgumentOutOfRangeException>(() => subject.NonNegativeInteger("ex:n", -1));
        Assert.Throws<ArgumentException>(() => graph.Prefix("dct", "http://example.org/other#"));
        Assert.Throws<ArgumentException>(() => graph.Prefix("xmlx", "http://example.org/other#"));
        Assert.Throws<ArgumentException>(() => graph.Prefix("other", "http://example.org/other"));
        foreach (var predicate in new[] { "ex:1", "ex:a/b", "ex:", "ex:表", "rdf:li" })
        {
            var wrong = NewGraph();
            wrong.Subject("http://example.org/1").Literal(predicate, "x");
            Assert.Throws<InvalidOperationException>(() => Text(wrong, RdfFormat.RdfXml));
        }
    }

    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    private const string RdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

    private static RdfGraph NewGraph() => new RdfGraph().Prefix("dct", "http://purl.org/dc/terms/").Prefix("dcat", "http://www.w3.org/ns/dcat#")
        .Prefix("ex", "http://example.org/ns#").Prefix("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#");

    private static string Noise(Random random)
    {
        const string Alphabet = "aZ_09-.~ :/?#[]@!$&'()*+,;=<>\"{}|\\^`%\n\r\t\0\u0001\u001f\u007f\u0085\u00a0\u00e9\u2028\u3000札幌\u3099\ud83d\ude00\ufeff\ufffd\ufffe\uffff";
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
    }

    private static string Text(RdfGraph graph, RdfFormat format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        format.Write(graph, buffer);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.WrittenSpan);
    }

    private static List<string> Read(RdfGraph graph, string extension, string program, string syntax) => RdfReaders.Read(Text(graph, RdfFormat.ByExtension(extension)!), program, syntax);
}
