using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>RDF as others read it: rapper and Python's rdflib.</summary>
public static class RdfReaders
{
    // Readers warn of IRIs and literals that they find wrong: that fails, too.
    private const string Rdflib = """
        import logging, sys
        import rdflib
        rdflib.NORMALIZE_LITERALS = False
        class Fail(logging.Handler):
            def emit(self, record): sys.exit(record.getMessage())
        logging.getLogger().addHandler(Fail(logging.WARNING))
        graph = rdflib.Graph().parse(sys.argv[2], format=sys.argv[1])
        sys.stdout.buffer.write(graph.serialize(format="nt").encode("utf-8"))
        """;

    /// <summary>Every extension with a program that reads it, and the program's name of the syntax.</summary>
    public static TheoryData<string, string, string> All { get; } = new()
    {
        { "ttl", "rapper", "turtle" },
        { "rdf", "rapper", "rdfxml" },
        { "ttl", "rdflib", "turtle" },
        { "n3", "rdflib", "n3" },
        { "xml", "rdflib", "xml" },
        { "jsonld", "rdflib", "json-ld" },
    };

    /// <summary>The triples of a text as sorted lines of N-Triples.</summary>
    public static List<string> Read(string text, string program, string syntax)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var lines = program == "rapper"
                ? TestCluster.Run("rapper", "-q", "-i", syntax, "-o", "ntriples", file)
                : TestCluster.Run("/usr/bin/python3", "-c", Rdflib, syntax, file);
            return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Unescape).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is Win32Exception || failure.Message.Contains("No module named 'rdflib'", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("An RDF reader is missing: install the packages raptor2-utils and python3-rdflib.", failure);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The programs differ in what they escape: only line ends, quotes and backslashes stay escaped.
    private static string Unescape(string line) => Regex.Replace(line, @"\\(?:u(?<code>[0-9A-F]{4})|U(?<code>[0-9A-F]{8})|(?<other>.))", match => match.Groups["other"].Value switch
    {
        "" => char.ConvertFromUtf32(int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        "t" => "\t",
        _ => match.Value,
    }, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}
