using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Publishing.Pages;

/// <summary>The releases for people.</summary>
public static class ReleasePages
{
    /// <summary>Path of the list.</summary>
    public const string Path = "/releases";

    /// <summary>Releases on a page of the list.</summary>
    public const int PageSize = 50;

    /// <summary>Most changes of a kind that the page of a release shows.</summary>
    public const int MostChanges = 20;

    private static readonly string[] Kinds = ["changed", "removed", "added"];

    /// <summary>Maps the list, and the page of each.</summary>
    public static void MapReleasePages(this WebApplication app)
    {
        app.MapGet(Path, ListAsync).ExcludeFromDescription();
        app.MapGet(Path + "/{number}", AnswerAsync).ExcludeFromDescription();
    }

    private static Task ListAsync(HttpContext context, FigurePageAnswer answer)
    {
        var parameters = new PageFilter(context.Request.Query, "page").Reader();
        var page = parameters.Integer("page", 1, 1_000_000) ?? 1;
        parameters.ThrowIfWrong();
        var query = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : "";
        return answer.WriteAsync<ReleaseListPage>(context, Path, [KeyValuePair.Create("page", query)], async (_, snapshot) =>
        {
            // Releases are numbered without gaps.
            var newest = snapshot.Release.Number - ((page - 1) * PageSize);
            return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Releases"] = await Releases(snapshot).Where(row => row.Number <= newest && row.Number > newest - PageSize).OrderByDescending(row => row.Number).ToListAsync(context.RequestAborted),
                ["Number"] = page,
                ["Pages"] = Math.Max(1, (snapshot.Release.Number + PageSize - 1) / PageSize),
            };
        });
    }

    private static async Task AnswerAsync(HttpContext context, string number, FigurePageAnswer answer)
    {
        var release = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && number[0] != '0' ? parsed : throw NotFound(number);
        await CostlyPages.EnterAsync(context); // its changes may be millions
        await answer.WriteAsync<ReleasePage>(context, $"{Path}/{number}", [], async (_, snapshot) =>
        {
            var row = await Releases(snapshot).SingleOrDefaultAsync(row => row.Number == release, context.RequestAborted) ?? throw NotFound(number);
            var changes = new List<Change>();
            foreach (var kind in Kinds)
            {
                changes.AddRange(await snapshot.Database.Set<Change>().AsNoTracking().Where(change => change.Release == release && change.Kind == kind)
                    .OrderBy(change => change.Resource).ThenBy(change => change.Id).Take(MostChanges).ToListAsync(context.RequestAborted));
            }

            return new Dictionary<string, object?>(StringComparer.Ordinal) { ["Release"] = row, ["Changes"] = changes };
        });
    }

    private static IQueryable<Release> Releases(Snapshot snapshot) => snapshot.Database.Set<Release>().AsNoTracking().Include(row => row.Counts).Where(row => row.Number <= snapshot.Release.Number);

    private static ProblemException NotFound(string number) => new(ProblemCode.NotFound, $"releases/{number}");
}
