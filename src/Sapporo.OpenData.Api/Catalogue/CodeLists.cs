using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>The words that figures are written with, as a release holds them.</summary>
internal static class CodeLists
{
    /// <summary>Areas, measures, units, states, rating marks and reasons.</summary>
    public static async Task<object> ReadAsync(Snapshot snapshot, CancellationToken cancel) => new
    {
        areas = await Rows<Area>(snapshot).OrderBy(row => row.Ordinal).Select(row => new { row.Id, row.NameJa, row.NameEn, row.Kind }).ToListAsync(cancel),
        measures = await Rows<Measure>(snapshot).OrderBy(row => row.Ordinal).Select(row => new { row.Id, row.NameJa, row.NameEn, row.Unit, row.DescriptionJa, row.DescriptionEn }).ToListAsync(cancel),
        units = await Rows<Unit>(snapshot).OrderBy(row => row.Id).Select(row => new { row.Id, row.NameEn, row.SameAs }).ToListAsync(cancel),
        states = await Rows<State>(snapshot).OrderBy(row => row.Id).Select(row => new { row.Id, row.NameEn }).ToListAsync(cancel),
        ratings = await Rows<Mark>(snapshot).OrderBy(row => row.Vision).ThenBy(row => row.Ordinal)
            .Select(row => new { row.Vision, Rating = row.Symbol, row.RatingCode, row.NameJa, row.NameEn, row.Rated, row.Achieved, row.Inferred, row.InferenceReasons, row.Source, row.SourcePlace }).ToListAsync(cancel),
        reasons = await Rows<Reason>(snapshot).OrderBy(row => row.Id).Select(row => new { row.Id, row.TextJa, row.TextEn }).ToListAsync(cancel),
    };

    private static IQueryable<T> Rows<T>(Snapshot snapshot)
        where T : Versioned => snapshot.Database.Set<T>().AsNoTracking().At(snapshot.Release);
}
