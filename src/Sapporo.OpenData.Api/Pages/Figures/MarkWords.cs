namespace Sapporo.OpenData.Api.Pages.Figures;

/// <summary>Ratings in a word; what a mark means in full stands in its vision's legend.</summary>
public static class MarkWords
{
    /// <summary>Codes of ratings, best first.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["achieved", "provisional", "notAchieved", "notRated"];

    /// <summary>A rating in a word.</summary>
    /// <param name="code">Code of the rating.</param>
    /// <param name="english">Whether in English.</param>
    public static string Of(string code, bool english) => code switch
    {
        "achieved" => english ? "Achieved" : "達成",
        "provisional" => english ? "Achieved, still counting" : "達成（集計中）",
        "notAchieved" => english ? "Not achieved" : "未達成",
        _ => english ? "Not rated" : "評価の対象外",
    };
}
