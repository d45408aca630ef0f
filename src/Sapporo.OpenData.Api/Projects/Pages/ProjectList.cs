using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Api.Visions;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Projects.Pages;

/// <summary>A project with the ratings of its newest evaluated year.</summary>
/// <param name="Project">The project.</param>
/// <param name="FiscalYear">Newest year in which an indicator of it was evaluated; null for none.</param>
/// <param name="Ratings">Codes of the ratings of that year with their numbers.</param>
public sealed record RatedProject(Project Project, int? FiscalYear, IReadOnlyDictionary<string, int> Ratings);

/// <summary>All that the list of projects shows.</summary>
/// <param name="Visions">Visions, newest first.</param>
/// <param name="Projects">The projects that the filter leaves, in their order.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ProjectList(IReadOnlyList<VisionRow> Visions, IReadOnlyList<RatedProject> Projects, int Total)
{
    /// <summary>Names of the filter's parameters; they mean what they mean at /v1/projects.</summary>
    public static IReadOnlyList<string> FilterNames { get; } = ["vision", "role", "policyField", "q"];

    /// <summary>Reads it in a snapshot.</summary>
    /// <exception cref="ProblemException">The filter asks for what is not there.</exception>
    public static async Task<ProjectList> ReadAsync(Snapshot snapshot, PageFilter filter, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var visions = await VisionResource.Definition.Query(database, release).AsNoTracking().OrderByDescending(row => row.Vision.Number).ToListAsync(cancel);
        var rows = await database.Set<Project>().AsNoTracking().At(release).OrderBy(project => project.Vision).ThenBy(project => project.Number)
            .Select(project => new { project, search = EF.Property<string>(project, "Search") }).ToListAsync(cancel);
        var parameters = filter.Reader();
        var vision = parameters.OneOf("vision", [.. visions.Select(row => row.Vision.Id).Order(StringComparer.Ordinal)]);
        var role = parameters.OneOf("role", [.. visions.SelectMany(row => row.Roles).Select(row => row.Number.ToString(CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        var field = parameters.OneOf("policyField", [.. visions.SelectMany(row => row.PolicyFields).Select(row => row.Id)]);
        var words = parameters["q"] is null ? [] : SearchWords.Read(parameters, "q");
        parameters.ThrowIfWrong();
        var ratings = await RatingsAsync(snapshot, cancel);
        return new ProjectList(visions, [.. rows.Where(row => (vision is null || row.project.Vision == vision)
            && (role is null || row.project.Role.ToString(CultureInfo.InvariantCulture) == role)
            && (field is null || row.project.PolicyField == field)
            && words.All(word => row.search.Contains(word, StringComparison.Ordinal))).Select(row => Rate(row.project, ratings))], rows.Count);
    }

    private static RatedProject Rate(Project project, ILookup<string, (int FiscalYear, string Code)> ratings)
    {
        var year = ratings[project.Id].Select(rating => (int?)rating.FiscalYear).Max();
        return new RatedProject(project, year, ratings[project.Id].Where(rating => rating.FiscalYear == year).CountBy(rating => rating.Code).ToDictionary(StringComparer.Ordinal));
    }

    private static async Task<ILookup<string, (int FiscalYear, string Code)>> RatingsAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var rows = await (
            from evaluation in database.Set<Evaluation>().AsNoTracking().At(release)
            join indicator in database.Set<Indicator>().At(release) on evaluation.Indicator equals indicator.Id
            where indicator.Project != null
            select new { indicator.Project, evaluation.FiscalYear, evaluation.RatingCode }).ToListAsync(cancel);
        return rows.ToLookup(row => row.Project!, row => (row.FiscalYear, row.RatingCode), StringComparer.Ordinal);
    }
}
