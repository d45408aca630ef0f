using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>The resource evaluations/summary.</summary>
public static class SummaryResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<EvaluationSummary> Definition = new(
        "evaluations/summary",
        "Achievement by fiscal year (達成状況) over the indicators of projects; basic KPIs stay outside. － is not rated, ○ counts as achieved. The rate that a document prints stands beside the one derived from its rows.",
        EvaluationSummary.At)
    {
        Order = ["fiscalYear", "sequence", "id"],
        Variant = new Variant<EvaluationSummary>(
            "by", ["year", "role", "priorityMeasure", "project"], "What to divide the year by; the whole year stands first in any case.",
            (rows, by) => rows.Where(row => row.By == "year" || row.By == by)),
        Search = row => OpenDataContext.Searchable(row.Id + " " + row.NameJa + " " + row.NameEn),
        Fields = new FieldList<EvaluationSummary>()
            .Text("id", row => row.Id, "Id: fiscal year, and what it is divided by.", "2019")
            .Integer("fiscalYear", row => row.FiscalYear, "Fiscal year (年度).", 2019)
            .Integer("sequence", row => row.By == "year" ? 0 : 1, "0 for the whole year, 1 for its parts.", 0)
            .Text("key", row => row.Key, "Role number, priority measure number or project id; null for the whole year, and for what no measure is known of.", "1")
            .Text("nameJa", row => row.NameJa, "Name of the role, measure or project.", "圏域全体の経済成長のけん引")
            .Text("nameEn", row => row.NameEn, "Its name in English.")
            .Integer("indicators", row => row.Indicators, "Indicators counted.", 56)
            .Integer("counts.achieved", row => row.MarkedAchieved, "Marks ◎.", 38)
            .Integer("counts.provisional", row => row.MarkedProvisional, "Marks ○.", 1)
            .Integer("counts.notAchieved", row => row.MarkedNotAchieved, "Marks ×.", 9)
            .Integer("counts.notRated", row => row.MarkedNotRated, "Marks －.", 8)
            .Integer("rated", row => row.Rated, "Indicators rated: ◎, ○ and ×.", 48)
            .Integer("achieved", row => row.Achieved, "Indicators achieved: ◎ and ○.", 39)
            .Number("rate", row => row.Rate, "Achieved among rated, percent.", 81.25m)
            .Number("printedRate", row => row.PrintedRate, "The rate that the document prints, percent; the whole year only.", 81.25m)
            .Boolean("agrees", row => row.Agrees, "Whether the two agree; null where none is printed.", true),
    };
}
