using System.Globalization;

namespace Sapporo.OpenData.Api.Charts;

/// <summary>Round values for an axis, and how they are written.</summary>
public static class ChartTicks
{
    private static readonly (decimal Unit, string Name)[] Japanese = [(1_0000_0000_0000m, "兆"), (1_0000_0000m, "億"), (1_0000m, "万")];
    private static readonly (decimal Unit, string Name)[] English = [(1_000_000_000_000m, " trillion"), (1_000_000_000m, " billion"), (1_000_000m, " million")];

    /// <summary>The least 1, 2 or 5 times a power of ten that divides a length into no more than so many steps.</summary>
    /// <param name="length">Length, above zero.</param>
    /// <param name="steps">Most steps.</param>
    public static decimal Step(decimal length, int steps)
    {
        var wanted = length / steps;
        var power = 1m;
        while (power * 10 <= wanted)
        {
            power *= 10;
        }

        while (power > wanted)
        {
            power /= 10;
        }

        return power >= wanted ? power : 2 * power >= wanted ? 2 * power : 5 * power >= wanted ? 5 * power : 10 * power;
    }

    /// <summary>The multiples of a step from one amount to another, both included.</summary>
    public static IReadOnlyList<decimal> Between(decimal min, decimal max, decimal step)
    {
        var ticks = new List<decimal>();
        for (var tick = Math.Ceiling(min / step) * step; tick <= max; tick += step)
        {
            ticks.Add(tick);
        }

        return ticks;
    }

    /// <summary>Writes ticks with their thousands separated, large ones in 万, 億 and 兆 or in millions and more.</summary>
    /// <param name="ticks">Ticks of one axis; all are written in the unit that the largest calls for.</param>
    /// <param name="english">Whether in English.</param>
    public static IReadOnlyList<string> Texts(IReadOnlyList<decimal> ticks, bool english)
    {
        var largest = ticks.Count == 0 ? 0 : ticks.Max(Math.Abs);

        // 万 pays where thousands would fill the margin, not for populations of a town.
        var (unit, name) = largest < 1_000_000 ? (1m, "") : Array.Find(english ? English : Japanese, candidate => largest >= candidate.Unit);
        return [.. ticks.Select(tick => tick == 0 ? "0" : Write(tick / unit) + name)];
    }

    /// <summary>Writes a computed number with its thousands separated and a minus sign, which ▲ is in the documents only.</summary>
    public static string Write(decimal number) => (number < 0 ? "−" : "") + Math.Abs(number).ToString("#,##0.##########", CultureInfo.InvariantCulture);
}
