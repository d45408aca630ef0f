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

    /// <summary>A text without the characters that no XML document can hold.</summary>
    public static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
