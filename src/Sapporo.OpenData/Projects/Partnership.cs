using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Projects;

/// <summary>One item of the partner agreement (まちづくりパートナー協定): a fact on it, an example, an activity, an issue, a direction.</summary>
public sealed class Partnership : Fact
{
    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>agreement, example, activity, issue or direction.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Priority measure id.</summary>
    public string? PriorityMeasure { get; init; }

    /// <summary>Main initiative (主な取組) it stands under.</summary>
    public string? Initiative { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Description in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>Description in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>before (○), through (●) the agreement, or both; null where unmarked.</summary>
    public string? Began { get; init; }

    /// <summary>Companies named there, as printed.</summary>
    public string[] Companies { get; init; } = [];

    /// <summary>Codes of the municipalities named there.</summary>
    public string[] Municipalities { get; init; } = [];

    /// <summary>Date or period as printed.</summary>
    public string? DateText { get; init; }

    /// <summary>A count that the document states.</summary>
    public KpiValue? Quantity { get; init; }
}
