using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sapporo.OpenData.Indicators;

/// <summary>What kind of value a printed text is.</summary>
public static class ValueKind
{
    /// <summary>An amount with, mostly, a unit.</summary>
    public const string Number = "number";

    /// <summary>Two amounts with names of their own, never a ratio.</summary>
    public const string Pair = "pair";

    /// <summary>A condition, such as 常時; compared by equality.</summary>
    public const string State = "state";

    /// <summary>A fiscal year in, or by, which something is done.</summary>
    public const string Milestone = "milestone";

    /// <summary>More, or less, than the baseline.</summary>
    public const string Relative = "relative";

    /// <summary>Printed as －: no value.</summary>
    public const string None = "none";
}

/// <summary>A KPI value: the text as printed and what was read from it.</summary>
public sealed record KpiValue
{
    /// <summary>The text as printed, bracketed year included.</summary>
    public required string Text { get; init; }

    /// <summary>What kind of value it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Amount in the base unit; numbers only.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Base unit of the amount.</summary>
    public string? Unit { get; init; }

    /// <summary>day, year or fiscalYear, for an amount per that time.</summary>
    public string? Per { get; init; }

    /// <summary>atLeast or atMost. For a relative value: the direction away from the baseline.</summary>
    public string? Comparison { get; init; }

    /// <summary>True for 各: the amount applies to each of several things.</summary>
    public bool Each { get; init; }

    /// <summary>True for 約.</summary>
    public bool Approximate { get; init; }

    /// <summary>True while counting goes on (集計中).</summary>
    public bool Provisional { get; init; }

    /// <summary>Period as printed, width-normalised: 2015年, 2017年度, 毎年度, 2025年度まで.</summary>
    public string? Period { get; init; }

    /// <summary>The amounts of a pair, in printed order.</summary>
    public IReadOnlyList<ValuePart>? Parts { get; init; }

    /// <summary>Reason code: why there is no value, or what was not printed but taken from elsewhere.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the amount is per day; those of a year often say so on one side only (１回／年度, 0回).</summary>
    public bool IsDaily => Per == "day";

    /// <summary>Whether amounts of both are counted alike: in one unit, and both per day or neither.</summary>
    public bool IsCountedAs(KpiValue other) => Unit == other.Unit && IsDaily == other.IsDaily;

    /// <inheritdoc />
    public bool Equals(KpiValue? other) => other is not null
        && (Text, Kind, Amount, Unit, Per, Comparison) == (other.Text, other.Kind, other.Amount, other.Unit, other.Per, other.Comparison)
        && (Each, Approximate, Provisional, Period, Reason) == (other.Each, other.Approximate, other.Provisional, other.Period, other.Reason)
        && (Parts ?? []).SequenceEqual(other.Parts ?? []);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Text, Kind, Amount, Unit, Period);

    internal static ValueConverter<IReadOnlyList<ValuePart>?, string> PartsConverter { get; } =
        new(parts => PartsText(parts!), json => JsonSerializer.Deserialize<List<ValuePart>>(json, JsonSerializerOptions.Web));

    internal static ValueComparer<IReadOnlyList<ValuePart>?> PartsComparer { get; } =
        new((a, b) => (a ?? new List<ValuePart>()).SequenceEqual(b ?? new List<ValuePart>()), parts => parts == null ? 0 : parts.Count);

    internal static string PartsText(IReadOnlyList<ValuePart> parts) => JsonSerializer.Serialize(parts, JsonSerializerOptions.Web);

    internal static void Configure(ModelBuilder model, Type owner, string property, string prefix, bool isRequired)
    {
        var value = model.Entity(owner).ComplexProperty(typeof(KpiValue), property);
        value.IsRequired(isRequired);
        var parts = value.Property<IReadOnlyList<ValuePart>?>(nameof(Parts)).HasConversion(PartsConverter, PartsComparer);
        parts.Metadata.SetColumnType("jsonb");
        foreach (var member in value.Metadata.ComplexType.GetProperties())
        {
            member.SetColumnName($"{prefix}_{Storage.OpenDataContext.SnakeCase(member.Name)}");
        }
    }
}

/// <summary>One amount of a pair.</summary>
/// <param name="Name">Name of the part, from the indicator.</param>
/// <param name="Amount">Amount in the base unit.</param>
/// <param name="Unit">Unit, where one is printed.</param>
public sealed record ValuePart(string Name, decimal Amount, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit);
