using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Demographics.Pages;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Pages.Figures;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Municipalities.Pages;

/// <summary>The municipalities for people.</summary>
public static class MunicipalityPages
{
    /// <summary>Path of the list.</summary>
    public const string Path = "/municipalities";

    /// <summary>Maps the list, and the page of each.</summary>
    public static void MapMunicipalityPages(this WebApplication app)
    {
        app.MapGet(Path, ListAsync).ExcludeFromDescription();
        app.MapGet(Path + "/{code}", AnswerAsync).ExcludeFromDescription();
    }

    private static Task ListAsync(HttpContext context, FigurePageAnswer answer) => answer.WriteAsync<MunicipalityListPage>(context, Path, [], async (_, snapshot) =>
    {
        var compared = await Compared.ReadAsync(snapshot, null, null, new ParameterReader(new QueryCollection(), []), context.RequestAborted);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Municipalities"] = await snapshot.Database.Set<Municipality>().AsNoTracking().At(snapshot.Release).OrderBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(context.RequestAborted),
            ["Compared"] = compared,
            ["Facts"] = await FactContext.ReadAsync(snapshot, context.RequestAborted),
        };
    });

    // Five digits name the same municipality; the page's own address has six.
    private static Task AnswerAsync(HttpContext context, string code, FigurePageAnswer answer)
    {
        var id = MunicipalityCode.TryParse(code, out var known) ? known.Text : throw new ProblemException(ProblemCode.NotFound, $"municipalities/{code}");
        return answer.WriteAsync<MunicipalityPage>(context, $"{Path}/{id}", [], (request, snapshot) => ReadAsync(request, snapshot, id, context.RequestAborted));
    }

    private static async Task<Dictionary<string, object?>> ReadAsync(DocumentRequest request, Snapshot snapshot, string id, CancellationToken cancel)
    {
        var profile = await MunicipalityProfile.ReadAsync(snapshot, id, cancel) ?? throw new ProblemException(ProblemCode.NotFound, $"municipalities/{id}");
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Profile"] = profile,
            ["Datasets"] = request.Catalogue.Datasets.Where(dataset => dataset.Organization.Id == id).ToList(),
            ["Facts"] = await FactContext.ReadAsync(snapshot, cancel),
        };
    }
}
