namespace Sapporo.OpenData.Api.Charts;

/// <summary>A label that has its place.</summary>
/// <param name="X">Place, percent of the width.</param>
/// <param name="Y">Base line, pixels.</param>
/// <param name="Anchor">Part of the text that stands at the place.</param>
/// <param name="IsWideOnly">Whether it would meet others on a narrow screen, where the table beside the chart has to tell it.</param>
public sealed record PlacedLabel(double X, double Y, string Anchor, bool IsWideOnly);

/// <summary>Finds places for the labels of points, such that they meet neither each other nor the points.</summary>
/// <param name="top">Upper bound, pixels.</param>
/// <param name="bottom">Lower bound, pixels.</param>
public sealed class LabelLayout(double top, double bottom)
{
    // What a chart is laid out for; it may be wider.
    private const double Wide = 640;
    private const double Marker = 7;

    // Base lines beside the point: near it above or below, and ever further.
    private static readonly double[] Offsets = [-11, 22, -28, 39, -45, 56, -62, 73];

    private readonly List<Box> wide = [];
    private readonly List<Box> narrow = [];

    /// <summary>Keeps labels off a point.</summary>
    public void Avoid(double x, double y)
    {
        wide.Add(new Box((x * Wide / 100) - Marker, y - Marker, (x * Wide / 100) + Marker, y + Marker));
        narrow.Add(new Box((x * SvgText.Narrow / 100) - Marker, y - Marker, (x * SvgText.Narrow / 100) + Marker, y + Marker));
    }

    /// <summary>Finds a place for the label of a point.</summary>
    /// <param name="x">Place of the point, percent of the width.</param>
    /// <param name="y">Its height, pixels.</param>
    /// <param name="width">Width of the label, pixels.</param>
    public PlacedLabel Place(double x, double y, double width)
    {
        var half = width / 2 / Wide * 100;
        var anchor = x - half < 0 ? "start" : x + half > 100 ? "end" : "middle";
        var line = Array.Find(Offsets, offset => y + offset - SvgText.FontSize >= top && y + offset <= bottom && IsFree(wide, Around(x, y + offset, Wide, anchor, width)));
        line = line == 0 ? Offsets[0] : line;
        wide.Add(Around(x, y + line, Wide, anchor, width));
        var small = Around(x, y + line, SvgText.Narrow, anchor, width);
        var fits = small.Left >= 0 && small.Right <= SvgText.Narrow && IsFree(narrow, small);
        if (fits)
        {
            narrow.Add(small);
        }

        return new PlacedLabel(x, y + line, anchor, !fits);
    }

    private static Box Around(double x, double y, double scale, string anchor, double width)
    {
        var at = x * scale / 100;
        var left = anchor switch { "start" => at, "end" => at - width, _ => at - (width / 2) };
        return new Box(left, y - SvgText.FontSize, left + width, y + 3);
    }

    private static bool IsFree(List<Box> taken, Box box) =>
        !taken.Exists(other => other.Left < box.Right && box.Left < other.Right && other.Top < box.Bottom && box.Top < other.Bottom);

    private readonly record struct Box(double Left, double Top, double Right, double Bottom);
}
