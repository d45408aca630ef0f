using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Visions;

/// <summary>A vision (連携中枢都市圏ビジョン), the plan that projects and indicators belong to.</summary>
public sealed class Vision : Fact
{
    /// <summary>Number; the id as an integer.</summary>
    public int Number { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>First fiscal year.</summary>
    public int StartFiscalYear { get; init; }

    /// <summary>Last fiscal year.</summary>
    public int EndFiscalYear { get; init; }

    /// <summary>Id of the indicator that prints the year's achievement rate.</summary>
    public string? RateIndicator { get; init; }
}

/// <summary>A role of the area under a vision, such as leading economic growth.</summary>
public sealed class Role : Fact
{
    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Number within the vision.</summary>
    public int Number { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";
}

/// <summary>A policy field (政策分野) under a role.</summary>
public sealed class PolicyField : Fact
{
    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Order within the vision.</summary>
    public int Ordinal { get; init; }

    /// <summary>Role number.</summary>
    public int Role { get; init; }

    /// <summary>Letter of its group, as printed; role 3 only.</summary>
    public string? GroupLetter { get; init; }

    /// <summary>Name of its group in Japanese.</summary>
    public string? GroupNameJa { get; init; }

    /// <summary>Letter within role or group.</summary>
    public string Letter { get; init; } = "";

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";
}

/// <summary>A priority measure (重点施策) of a vision.</summary>
public sealed class PriorityMeasure : Fact
{
    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Number; null for the measure common to all.</summary>
    public int? Number { get; init; }

    /// <summary>Symbol as printed (①).</summary>
    public string? Symbol { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Pillar it stands under, in Japanese.</summary>
    public string? Pillar { get; init; }

    /// <summary>True for the measure common to all projects.</summary>
    public bool IsCommon { get; init; }
}
