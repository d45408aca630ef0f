using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Demographics;

/// <summary>An observation beside those of the other areas.</summary>
public sealed class AreaComparison
{
    /// <summary>Id of the observation.</summary>
    public string Id { get; init; } = "";

    /// <summary>Area id.</summary>
    public string Area { get; init; } = "";

    /// <summary>Name of the area in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name of the area in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Order of the area.</summary>
    public int Ordinal { get; init; }

    /// <summary>Measure id.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Period; null where none is printed.</summary>
    public string? Period { get; init; }

    /// <summary>Amount as printed.</summary>
    public decimal? Amount { get; init; }

    /// <summary>True for a rounded figure.</summary>
    public bool Approximate { get; init; }

    /// <summary>Unit.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Rank among the municipalities, highest first; equal amounts share it.</summary>
    public int? Rank { get; init; }

    /// <summary>How many municipalities are ranked.</summary>
    public int? Ranked { get; init; }

    /// <summary>Share of the sum of the municipalities, percent.</summary>
    public decimal? Share { get; init; }

    /// <summary>The period before, of the same area, measure and source.</summary>
    public string? PreviousPeriod { get; init; }

    /// <summary>Change since then, in the unit (percentage points for rates).</summary>
    public decimal? Change { get; init; }

    /// <summary>Change since then, percent; null for rates.</summary>
    public decimal? ChangeRate { get; init; }

    /// <summary>The whole as computed from the municipalities.</summary>
    public decimal? Computed { get; init; }

    /// <summary>Printed minus computed.</summary>
    public decimal? Difference { get; init; }

    /// <summary>Reason code of a difference.</summary>
    public string? DifferenceReason { get; init; }

    /// <summary>Source document.</summary>
    public string Source { get; init; } = "";

    /// <summary>Comparisons of a release.</summary>
    public static IQueryable<AreaComparison> At(OpenDataContext database, ReleasePoint release) =>
        database.Set<AreaComparison>().FromSql($"select * from opendata.comparison({release.Number})");
}
