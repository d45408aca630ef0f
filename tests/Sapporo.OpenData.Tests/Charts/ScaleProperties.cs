using FsCheck;
using FsCheck.Fluent;
using Sapporo.OpenData.Api.Charts;
using Xunit;

namespace Sapporo.OpenData.Tests.Charts;

/// <summary>Laws of scales and ticks, over generated amounts; a failure prints its seed.</summary>
public class ScaleProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static Gen<decimal> Amounts => Gen.OneOf(
        Gen.Choose(-999_999, 999_999).Select(number => (decimal)number),
        Gen.Choose(-9_999, 9_999).Select(number => number / 1000m),
        Gen.Choose(-99_999, 99_999).Select(number => number * 10_000_000_000m));

    private static Arbitrary<List<decimal>> Sets => Gen.NonEmptyListOf(Amounts).Select(amounts => amounts.ToList()).ToArbitrary();

    [Fact]
    public void A_scale_holds_all_amounts_in_their_order() => Check.One(Often, Prop.ForAll(Sets, amounts =>
    {
        foreach (var scale in new[] { ChartScale.Round(amounts, 0, 100, 5), ChartScale.Roomy(amounts, 3, 97), ChartScale.Round(amounts, 250, 20, 5) })
        {
            var places = amounts.Order().Select(scale.Position).ToList();
            var (low, high) = (Math.Min(scale.From, scale.To), Math.Max(scale.From, scale.To));
            var steps = places.Zip(places.Skip(1), (one, next) => (next - one) * Math.Sign(scale.To - scale.From));
            if (!places.TrueForAll(place => place >= low - 1e-9 && place <= high + 1e-9) || steps.Any(step => step < -1e-9))
            {
                return false.Label($"{scale}: {string.Join(' ', places)}");
            }
        }

        return true.ToProperty();
    }));

    [Fact]
    public void Distances_on_a_scale_are_as_the_differences_of_the_amounts() => Check.One(Often, Prop.ForAll(Sets, amounts =>
    {
        var scale = ChartScale.Roomy(amounts, 3, 97);
        var (min, max) = (amounts.Min(), amounts.Max());
        return amounts.TrueForAll(amount => min == max
            || Math.Abs(((scale.Position(amount) - scale.Position(min)) / (scale.Position(max) - scale.Position(min))) - (double)((amount - min) / (max - min))) < 1e-6).Label(scale.ToString());
    }));

    [Fact]
    public void Ticks_are_round_even_and_few() => Check.One(Often, Prop.ForAll(Sets, amounts =>
    {
        var scale = ChartScale.Round(amounts, 0, 100, 5);
        var step = ChartTicks.Step(scale.Max - scale.Min, 6);
        var ticks = ChartTicks.Between(scale.Min, scale.Max, step);
        var lead = step;
        while (lead >= 10)
        {
            lead /= 10;
        }

        while (lead < 1)
        {
            lead *= 10;
        }

        return (lead is 1 or 2 or 5 && ticks.Count is >= 2 and <= 8
            && ticks.All(tick => tick % step == 0 && tick >= scale.Min && tick <= scale.Max)
            && ticks.Zip(ticks.Skip(1)).All(pair => pair.Second - pair.First == step)).Label($"{scale} {step}: {string.Join(' ', ticks)}");
    }));

    [Fact]
    public void A_scale_on_one_side_of_zero_keeps_to_it() => Check.One(Often, Prop.ForAll(Sets, amounts =>
    {
        var zero = ChartScale.Roomy([0, .. amounts.Select(Math.Abs)], 0, 100);
        return (zero.Min == 0 || amounts.TrueForAll(amount => amount == 0)).Label(zero.ToString());
    }));

    [Fact]
    public void Years_are_named_at_even_steps_from_the_first() => Check.One(Often, Prop.ForAll(
        Gen.Choose(1950, 2100).SelectMany(first => Gen.Choose(0, 120), (first, length) => (first, last: first + length)).ToArbitrary(), years =>
    {
        var ticks = LineLayout.YearTicks(years.first, years.last);
        return (ticks.Count is >= 1 and <= 7 && ticks[0] == years.first && ticks[^1] <= years.last
            && ticks.Zip(ticks.Skip(1)).Select(pair => pair.Second - pair.First).Distinct().Count() <= 1).Label(string.Join(' ', ticks));
    }));

    [Theory]
    [InlineData(new double[] { 0, 500, 1000 }, false, "0|500|1,000")]
    [InlineData(new double[] { -4000, -2000, 0 }, false, "−4,000|−2,000|0")]
    [InlineData(new double[] { 0, 2_000_000, 4_000_000 }, false, "0|200万|400万")]
    [InlineData(new double[] { 30_000_000, 44_000_000 }, false, "3,000万|4,400万")]
    [InlineData(new double[] { 30_000_000, 44_000_000 }, true, "30 million|44 million")]
    [InlineData(new double[] { 28_500_000_000_000, 29_000_000_000_000 }, false, "28.5兆|29兆")]
    [InlineData(new double[] { 28_500_000_000_000, 29_000_000_000_000 }, true, "28.5 trillion|29 trillion")]
    [InlineData(new[] { 0.5, 1.5 }, true, "0.5|1.5")]
    public void Ticks_are_written_as_people_read_them(double[] ticks, bool english, string expected) =>
        Assert.Equal(expected, string.Join('|', ChartTicks.Texts([.. ticks.Select(tick => (decimal)tick)], english)));
}
