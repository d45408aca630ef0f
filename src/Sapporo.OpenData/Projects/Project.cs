using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Projects;

/// <summary>A collaborative project (連携事業) of a vision.</summary>
public sealed class Project : Fact
{
    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Number within its vision.</summary>
    public int Number { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Role number, 1 to 3.</summary>
    public int Role { get; init; }

    /// <summary>Policy field id, where order and subject leave one.</summary>
    public string? PolicyField { get; init; }

    /// <summary>Reason code for a missing policy field.</summary>
    public string? PolicyFieldReason { get; init; }

    /// <summary>Numbers of its priority measures, where they could be recovered.</summary>
    public int[]? PriorityMeasures { get; init; }

    /// <summary>Reason code for missing priority measures.</summary>
    public string? PriorityMeasuresReason { get; init; }

    /// <summary>How many priority-measure dots are printed.</summary>
    public int? PriorityMeasureCount { get; init; }

    /// <summary>Reason code for a missing number.</summary>
    public string? PriorityMeasureCountReason { get; init; }

    /// <summary>Page in the vision.</summary>
    public int? Page { get; init; }

    /// <summary>Reason code for a missing page.</summary>
    public string? PageReason { get; init; }

    /// <summary>Summary in Japanese.</summary>
    public string? SummaryJa { get; init; }

    /// <summary>Summary in English.</summary>
    public string? SummaryEn { get; init; }

    /// <summary>Reason code for a missing summary.</summary>
    public string? SummaryReason { get; init; }
}
