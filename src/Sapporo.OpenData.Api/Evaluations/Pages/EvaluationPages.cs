using System.Globalization;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Evaluations.Pages;

/// <summary>/evaluations: the evaluated years for people.</summary>
public static class EvaluationPages
{
    /// <summary>Maps the pages.</summary>
    public static void MapEvaluationPages(this WebApplication app)
    {
        app.MapGet("/evaluations", NewestAsync).ExcludeFromDescription();
        app.MapGet("/evaluations/{fiscalYear}", YearAsync).ExcludeFromDescription();
    }

    private static Task YearAsync(HttpContext context, FigurePageAnswer answer, IOptions<ApiOptions> options, string fiscalYear)
    {
        var filter = new PageFilter(context.Request.Query, EvaluationFilter.Names);
        return answer.WriteAsync<EvaluationYearPage>(context, $"/evaluations/{Uri.EscapeDataString(fiscalYear)}", filter.Query, async (_, snapshot) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["View"] = await EvaluationYear.ReadAsync(snapshot, fiscalYear, filter, context.RequestAborted),
            ["Filter"] = filter,
            ["MostValues"] = options.Value.MaxFilterValues,
        });
    }

    private static async Task NewestAsync(HttpContext context, CataloguePageAnswer pages, ReleaseReader reader)
    {
        var request = await pages.ReadAsync(context);
        await using var snapshot = await reader.OpenAsync(request.Catalogue.Release.Number, isWhole: false, context.RequestAborted);
        var years = await EvaluationYear.YearsAsync(snapshot, context.RequestAborted);
        if (years.Count == 0)
        {
            throw new ProblemException(ProblemCode.NotFound, "evaluations");
        }

        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Location = $"{request.Address.Base}/evaluations/{years[0].ToString(CultureInfo.InvariantCulture)}{context.Request.QueryString}";
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.ContentLength = 0;
    }
}
