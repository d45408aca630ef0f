using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Demographics.Pages;

/// <summary>/compare: the municipalities beside each other, for people.</summary>
public static class ComparePages
{
    /// <summary>Maps the page.</summary>
    public static void MapComparePage(this WebApplication app) => app.MapGet("/compare", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, FigurePageAnswer answer)
    {
        // What others add to links is passed over, as on every page.
        string[] names = ["measure", "period"];
        var parameters = new ParameterReader(new QueryCollection(context.Request.Query.Where(parameter => names.Contains(parameter.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal)), names);
        parameters.ThrowIfWrong();
        var (measure, period) = (Given("measure"), Given("period"));
        await answer.WriteAsync<ComparePage>(context, "/compare", [KeyValuePair.Create("measure", measure ?? ""), KeyValuePair.Create("period", period ?? "")], async (request, snapshot) =>
        {
            var compared = await Compared.ReadAsync(snapshot, measure, period, parameters, context.RequestAborted);
            return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Compared"] = compared,
                ["Texts"] = FigurePageAnswer.Texts(request, snapshot),
                ["Sources"] = await Figure.SourcesAsync(snapshot, compared.Figures.Concat(compared.Whole).Select(figure => figure.Printed.Source), context.RequestAborted),
            };
        });

        string? Given(string name) => parameters[name] is { Length: > 0 } text ? text : null;
    }
}
