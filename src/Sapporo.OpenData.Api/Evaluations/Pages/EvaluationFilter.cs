using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Municipalities;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Api.Pages.Figures;

namespace Sapporo.OpenData.Api.Evaluations.Pages;

/// <summary>What the evaluations of a year are narrowed to.</summary>
public static class EvaluationFilter
{
    /// <summary>Names of its parameters; those that the API has too mean the same there.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ratingCode", "role", "municipality", "policyField", "q"];

    /// <summary>The evaluations that it leaves.</summary>
    /// <param name="filter">What was asked.</param>
    /// <param name="items">All evaluations of the year.</param>
    /// <param name="choices">What may be chosen.</param>
    /// <exception cref="Http.Problems.ProblemException">Something else is chosen.</exception>
    public static IReadOnlyList<EvaluationItem> Apply(PageFilter filter, IReadOnlyList<EvaluationItem> items, EvaluationChoices choices)
    {
        var parameters = filter.Reader();
        var code = parameters.OneOf("ratingCode", MarkWords.Codes);
        var role = parameters.Integer("role", 1, 9);
        var field = parameters.OneOf("policyField", [.. choices.PolicyFields.Select(choice => choice.Id)]);
        var municipality = ReadMunicipality(parameters, choices);
        var words = parameters["q"] is null ? [] : SearchWords.Read(parameters, "q");
        parameters.ThrowIfWrong();
        return [.. items.Where(item => (code is null || item.Row.Evaluation.RatingCode == code)
            && (role is null || item.Row.Indicator.Role == role)
            && (field is null || item.Project?.PolicyField == field)
            && (municipality is null || (item.Project is { } project && choices.ProjectsOf[municipality].Contains(project.Id)))
            && words.All(word => item.Search.Contains(word, StringComparison.Ordinal)))];
    }

    private static string? ReadMunicipality(ParameterReader parameters, EvaluationChoices choices)
    {
        if (parameters["municipality"] is not { } text)
        {
            return null;
        }

        if (MunicipalityResource.NormaliseCode(text) is { } code && choices.ProjectsOf.Contains(code))
        {
            return code;
        }

        var codes = string.Join(", ", choices.Municipalities.Select(municipality => municipality.Id));
        parameters.Refuse("municipality", codes, codes);
        return null;
    }

    /// <summary>The same evaluations as the API's parameters: those it shares as they are, what it does not have as the indicators found. Null where there are too many of these, or none.</summary>
    /// <param name="filter">What was asked.</param>
    /// <param name="fiscalYear">Fiscal year.</param>
    /// <param name="shown">The evaluations that it leaves.</param>
    /// <param name="mostValues">Most values that a filter of the API takes.</param>
    public static IReadOnlyList<KeyValuePair<string, string>>? ForApi(PageFilter filter, string fiscalYear, IReadOnlyList<EvaluationItem> shown, int mostValues)
    {
        var year = KeyValuePair.Create("fiscalYear", fiscalYear);
        if (filter["municipality"].Length + filter["policyField"].Length + filter["q"].Length == 0)
        {
            return [year, .. filter.Query];
        }

        return shown.Count == 0 || shown.Count > mostValues ? null : [year, KeyValuePair.Create("indicator", string.Join(',', shown.Select(item => item.Row.Indicator.Id)))];
    }
}
