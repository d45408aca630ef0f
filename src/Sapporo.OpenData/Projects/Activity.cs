using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Projects;

/// <summary>One fact of what was done under a project (連携事業の実施状況).</summary>
public sealed class Activity : Fact
{
    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Fiscal year; null where the document gives none.</summary>
    public int? FiscalYear { get; init; }

    /// <summary>Reason code for a missing fiscal year.</summary>
    public string? FiscalYearReason { get; init; }

    /// <summary>Project id.</summary>
    public string Project { get; init; } = "";

    /// <summary>Date or period as printed.</summary>
    public string? DateText { get; init; }

    /// <summary>First day, where a full date is known.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>Last day, where a full date is known.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Place named.</summary>
    public string? Place { get; init; }

    /// <summary>Codes of the municipalities named.</summary>
    public string[] Municipalities { get; init; } = [];

    /// <summary>What was done, in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>What was done, in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>A count that the document states.</summary>
    public KpiValue? Quantity { get; init; }
}
