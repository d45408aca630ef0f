using System.Globalization;

namespace Sapporo.OpenData.Api.Charts;

/// <summary>Numbers and texts as SVG needs them.</summary>
public static class SvgText
{
    /// <summary>Size of the text in charts, pixels. Charts take the width there is, their text stays as it is.</summary>
    public const int FontSize = 13;

    /// <summary>The narrowest that a chart is laid out for, pixels: a screen of 320 without its margins.</summary>
    public const double Narrow = 288;

    /// <summary>A length in pixels.</summary>
    public static string Px(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A place in percent of the width.</summary>
    public static string Percent(double place) => place.ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>The part of a text that is kept inside at a place: its start near the left side, its end near the right.</summary>
    /// <param name="place">Place, percent of the width.</param>
    public static string Anchor(double place) => place < 34 ? "start" : place > 66 ? "end" : "middle";

    /// <summary>The lines of a text that is broken at its blanks where it is wider than there is room; a word is never broken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">Width of a line, pixels.</param>
    public static IReadOnlyList<string> Lines(string text, double room)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {word}") <= room)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    /// <summary>About how wide a text is, pixels: full-width letters are as wide as high.</summary>
    public static double Width(string text) => text.Sum(letter => letter < '⺀' ? 0.58 : 1.0) * FontSize;
}
