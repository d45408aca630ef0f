using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Demographics;

/// <summary>An area that observations are about: a municipality, or a region such as the whole.</summary>
public sealed class Area : Versioned
{
    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>region or municipality.</summary>
    public string Kind { get; init; } = "";
}

/// <summary>What is observed, such as population.</summary>
public sealed class Measure : Versioned
{
    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Unit of its amounts.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How the whole follows from its parts: sum, weightedMean or none.</summary>
    public string Aggregate { get; init; } = "";

    /// <summary>Measure that weighs a weighted mean.</summary>
    public string? WeightMeasure { get; init; }

    /// <summary>Decimal places that documents print.</summary>
    public int Decimals { get; init; }

    /// <summary>What it means, in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>What it means, in English.</summary>
    public string DescriptionEn { get; init; } = "";
}

/// <summary>One observation: a measure of an area at a period, as one document prints it.</summary>
public sealed class Demographic : Fact
{
    /// <summary>Area id: a municipality code or a region.</summary>
    public string Area { get; init; } = "";

    /// <summary>Measure id.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Period, beginning with the year; null where none is printed.</summary>
    public string? Period { get; init; }

    /// <summary>Reason code for a missing period.</summary>
    public string? PeriodReason { get; init; }

    /// <summary>The cell as printed.</summary>
    public string Printed { get; init; } = "";

    /// <summary>Amount in <see cref="Unit"/>; null where the document has none.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Unit.</summary>
    public string Unit { get; init; } = "";

    /// <summary>True for a rounded figure (約).</summary>
    public bool Approximate { get; init; }

    /// <summary>Reason code for a missing amount.</summary>
    public string? AmountReason { get; init; }

    /// <summary>True for a projection.</summary>
    public bool Projection { get; init; }

    /// <summary>What the figure is based on, where the document says so.</summary>
    public string? Basis { get; init; }

    /// <summary>Reason code for a missing basis.</summary>
    public string? BasisReason { get; init; }

    /// <summary>The periods of a release's observations, each once, in no order; null for figures without one.</summary>
    public static Task<List<string?>> PeriodsAsync(OpenDataContext database, ReleasePoint release, CancellationToken cancel) =>
        database.Database.SqlQuery<string?>($"select * from opendata.observed_periods({release.Number}) as \"Value\"").ToListAsync(cancel);
}
