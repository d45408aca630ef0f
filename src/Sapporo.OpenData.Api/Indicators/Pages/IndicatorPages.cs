using Sapporo.OpenData.Api.Catalogue.Pages;

namespace Sapporo.OpenData.Api.Indicators.Pages;

/// <summary>/indicators/{id}: an indicator for people.</summary>
public static class IndicatorPages
{
    /// <summary>Maps the page.</summary>
    public static void MapIndicatorPages(this WebApplication app) => app.MapGet("/indicators/{id}", (HttpContext context, FigurePageAnswer answer, string id) =>
        answer.WriteAsync<IndicatorPage>(context, $"/indicators/{Uri.EscapeDataString(id)}", [], async (_, snapshot) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["View"] = await IndicatorView.ReadAsync(snapshot, id, context.RequestAborted),
        })).ExcludeFromDescription();
}
