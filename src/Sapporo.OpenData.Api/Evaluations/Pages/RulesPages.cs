using Sapporo.OpenData.Api.Catalogue.Pages;

namespace Sapporo.OpenData.Api.Evaluations.Pages;

/// <summary>/rules: the explanation of the rating rules for people.</summary>
public static class RulesPages
{
    /// <summary>Maps the page.</summary>
    public static void MapRulesPage(this WebApplication app) => app.MapGet("/rules", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, CataloguePageAnswer answer) =>
        await answer.WriteAsync<RulesPage>(context, await answer.ReadAsync(context), CataloguePageAnswer.Paths.Rules);
}
