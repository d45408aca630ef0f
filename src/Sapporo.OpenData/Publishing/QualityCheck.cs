using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Publishing;

/// <summary>A consistency check, computed at publishing and kept with the release.</summary>
public sealed class QualityCheck : Versioned
{
    /// <summary>The table that is computed rather than read from a file; it is replaced as a whole.</summary>
    public static InputFile Table { get; } = new("quality_checks", "quality_check", []);

    /// <summary>columnTotal, weightedMean, remark, achievementRate, marks, checkDigit, reference or coverage.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What is checked: resource and rows.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Expected, as printed; for coverage the number of rows.</summary>
    public string? Expected { get; init; }

    /// <summary>Found by computing; for coverage the number of rows that have the value.</summary>
    public string? Found { get; init; }

    /// <summary>Expected minus found.</summary>
    public decimal? Difference { get; init; }

    /// <summary>Whether they agree; for coverage whether every missing value has its reason.</summary>
    public bool Agrees { get; init; }

    /// <summary>Reason code that explains a difference.</summary>
    public string? Explanation { get; init; }

    /// <summary>Particulars, a JSON value.</summary>
    public string? Detail { get; init; }

    /// <summary>Source document.</summary>
    public string? Source { get; init; }
}
