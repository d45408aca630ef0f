using System.Text;
using System.Xml;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>What XML 1.0 can hold.</summary>
internal static class XmlCharacters
{
    /// <summary>A text without the control characters that no XML document can hold, even escaped. Half a surrogate pair becomes U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }
}
