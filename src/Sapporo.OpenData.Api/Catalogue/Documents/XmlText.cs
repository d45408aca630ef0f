using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>Writes XML documents.</summary>
internal static class XmlText
{
    /// <summary>A document as UTF-8 without a byte order mark.</summary>
    public static ReadOnlyMemory<byte> Write(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            new XDocument(root).Save(writer);
        }

        return stream.ToArray();
    }
}
