using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Indicators;

/// <summary>An indicator (評価指標) with its baseline and target.</summary>
public sealed class Indicator : Fact
{
    /// <summary>Order in the document.</summary>
    public int Ordinal { get; init; }

    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Project id; null for a basic KPI.</summary>
    public string? Project { get; init; }

    /// <summary>Role number.</summary>
    public int Role { get; init; }

    /// <summary>Name in Japanese, as printed.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Series that continues over visions.</summary>
    public string? Series { get; init; }

    /// <summary>Baseline (基準値).</summary>
    public KpiValue Baseline { get; init; } = null!;

    /// <summary>Target (目標値).</summary>
    public KpiValue Target { get; init; } = null!;

    /// <summary>higher or lower is better; null where neither applies.</summary>
    public string? Direction { get; init; }

    /// <summary>Unit of its amounts.</summary>
    public string? Unit { get; init; }

    /// <summary>Names of the parts, for a pair.</summary>
    public string[]? PartNames { get; init; }
}

/// <summary>A unit or counter.</summary>
public sealed class Unit : Versioned
{
    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>The unit that it is read as (名 is 人).</summary>
    public string? SameAs { get; init; }
}

/// <summary>A word that states a condition, such as 常時.</summary>
public sealed class State : Versioned
{
    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";
}
