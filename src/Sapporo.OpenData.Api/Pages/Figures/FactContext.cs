using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Pages.Figures;

/// <summary>What pages tell facts with: why values are missing, what releases changed, and which documents they stand in.</summary>
/// <param name="Reasons">Reason texts of the release.</param>
/// <param name="Notes">Times and notes of the releases.</param>
/// <param name="Sources">Source documents by id.</param>
public sealed record FactContext(ReasonTexts Reasons, ReleaseNotes Notes, IReadOnlyDictionary<string, Source> Sources)
{
    /// <summary>Reads it in a snapshot.</summary>
    public static async Task<FactContext> ReadAsync(Snapshot snapshot, CancellationToken cancel) => new(
        snapshot.Reasons, snapshot.Notes, await snapshot.Database.Set<Source>().AsNoTracking().At(snapshot.Release).ToDictionaryAsync(source => source.Id, cancel));
}
