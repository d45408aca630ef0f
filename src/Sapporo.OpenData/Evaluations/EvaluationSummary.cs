using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Evaluations;

/// <summary>Achievement of a fiscal year, or of a part of it.</summary>
public sealed class EvaluationSummary
{
    /// <summary>Id: the year, and the part.</summary>
    public string Id { get; init; } = "";

    /// <summary>Fiscal year.</summary>
    public int FiscalYear { get; init; }

    /// <summary>year, role, priorityMeasure or project.</summary>
    public string By { get; init; } = "";

    /// <summary>Which role, measure or project; null for the year, and for what no measure is known of.</summary>
    public string? Key { get; init; }

    /// <summary>Its name in Japanese.</summary>
    public string? NameJa { get; init; }

    /// <summary>Its name in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>Indicators of projects in it.</summary>
    public int Indicators { get; init; }

    /// <summary>Marks of achieved.</summary>
    public int MarkedAchieved { get; init; }

    /// <summary>Marks of provisional.</summary>
    public int MarkedProvisional { get; init; }

    /// <summary>Marks of notAchieved.</summary>
    public int MarkedNotAchieved { get; init; }

    /// <summary>Marks of notRated.</summary>
    public int MarkedNotRated { get; init; }

    /// <summary>Indicators rated.</summary>
    public int Rated { get; init; }

    /// <summary>Indicators achieved, provisionally included.</summary>
    public int Achieved { get; init; }

    /// <summary>Achieved among rated, percent with two places; null where none is rated.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The rate that the document prints, percent.</summary>
    public decimal? PrintedRate { get; init; }

    /// <summary>Whether they agree; null where none is printed.</summary>
    public bool? Agrees { get; init; }

    /// <summary>Summaries of a release.</summary>
    public static IQueryable<EvaluationSummary> At(OpenDataContext database, ReleasePoint release) =>
        database.Set<EvaluationSummary>().FromSql($"select * from opendata.evaluation_summary({release.Number})");
}
