namespace Sapporo.OpenData.Api.Charts;

/// <summary>Maps amounts to places along one side of a chart, evenly.</summary>
/// <param name="Min">Amount at <paramref name="From"/>.</param>
/// <param name="Max">Amount at <paramref name="To"/>, greater than <paramref name="Min"/>.</param>
/// <param name="From">Place of the least amount: pixels, or percent of the width.</param>
/// <param name="To">Place of the greatest amount, in the same measure; smaller than <paramref name="From"/> where the scale runs upward.</param>
public readonly record struct ChartScale(decimal Min, decimal Max, double From, double To)
{
    /// <summary>Place of an amount.</summary>
    public double Position(decimal amount) => From + ((To - From) * (double)((amount - Min) / (Max - Min)));

    /// <summary>A scale from round value to round value around the amounts.</summary>
    /// <param name="amounts">Amounts to show, at least one.</param>
    /// <param name="from">Place of the least.</param>
    /// <param name="to">Place of the greatest.</param>
    /// <param name="ticks">How many steps are wanted, about.</param>
    public static ChartScale Round(IReadOnlyCollection<decimal> amounts, double from, double to, int ticks)
    {
        var (min, max) = Spread(amounts);
        var step = ChartTicks.Step(max - min, ticks);
        return new ChartScale(Math.Floor(min / step) * step, Math.Ceiling(max / step) * step, from, to);
    }

    /// <summary>A scale with headroom beyond the amounts; none beyond zero where all lie on one side of it.</summary>
    /// <param name="amounts">Amounts to show, at least one.</param>
    /// <param name="from">Place of the least.</param>
    /// <param name="to">Place of the greatest.</param>
    public static ChartScale Roomy(IReadOnlyCollection<decimal> amounts, double from, double to)
    {
        const decimal Headroom = 0.08m;
        var (min, max) = Spread(amounts);
        var room = (max - min) * Headroom;
        return new ChartScale(min == 0 ? 0 : min - room, max == 0 ? 0 : max + room, from, to);
    }

    // Equal amounts need some width to stand in the middle of.
    private static (decimal Min, decimal Max) Spread(IReadOnlyCollection<decimal> amounts)
    {
        var (min, max) = (amounts.Min(), amounts.Max());
        var half = min == 0 ? 1 : Math.Abs(min) / 10;
        return min == max ? (min - half, max + half) : (min, max);
    }
}
