using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Demographics.Pages;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Municipalities.Pages;

/// <summary>All that the documents say of a municipality.</summary>
/// <param name="Municipality">The municipality.</param>
/// <param name="Figures">Its figures by measure, in the measures' order, the oldest first.</param>
/// <param name="Projects">Joint projects whose account names it.</param>
/// <param name="Partnerships">Items of the partner agreement that name it.</param>
public sealed record MunicipalityProfile(
    Municipality Municipality, IReadOnlyList<(Measure Measure, IReadOnlyList<Figure> Figures)> Figures, IReadOnlyList<Participation> Projects, IReadOnlyList<Partnership> Partnerships)
{
    /// <summary>Ids of the documents behind it.</summary>
    public IEnumerable<string> Documents =>
        [Municipality.Source, .. Figures.SelectMany(group => group.Figures).Select(figure => figure.Printed.Source), .. Projects.SelectMany(project => project.Documents), .. Partnerships.Select(row => row.Source)];

    /// <summary>Reads it; null where there is no such municipality.</summary>
    public static async Task<MunicipalityProfile?> ReadAsync(Snapshot snapshot, string id, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var municipality = await database.Set<Municipality>().AsNoTracking().At(release).SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (municipality is null)
        {
            return null;
        }

        var measures = await database.Set<Measure>().AsNoTracking().At(release).OrderBy(row => row.Ordinal).ToListAsync(cancel);
        var own = await database.Set<Demographic>().AsNoTracking().At(release).Where(row => row.Area == id).Select(row => row.Measure).Distinct().ToListAsync(cancel); // only these need to be compared
        var figures = (await Figure.ReadAsync(snapshot, rows => rows.Where(row => row.Area == id && own.Contains(row.Measure)), cancel)).ToLookup(figure => figure.Printed.Measure, StringComparer.Ordinal);
        var projects = await Participation.ReadAsync(snapshot, id, cancel);
        var partnerships = await database.Set<Partnership>().AsNoTracking().At(release).Where(row => row.Municipalities.Contains(id)).OrderBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(cancel);
        return new MunicipalityProfile(municipality, [.. measures.Where(measure => figures.Contains(measure.Id)).Select(measure => (measure, (IReadOnlyList<Figure>)[.. figures[measure.Id]]))], projects, partnerships);
    }
}
