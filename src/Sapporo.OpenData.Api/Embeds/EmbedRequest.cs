using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>What a figure is read with.</summary>
/// <param name="Page">Language, addresses and release; its path is the figure's own.</param>
/// <param name="Catalogue">Catalogue of the release.</param>
/// <param name="Snapshot">Database at the release.</param>
/// <param name="Parameters">Options; names that the kind does not take are refused already.</param>
/// <param name="Cancel">Cancels.</param>
public sealed record EmbedRequest(PageContext Page, CatalogueSnapshot Catalogue, Snapshot Snapshot, ParameterReader Parameters, CancellationToken Cancel)
{
    /// <summary>Current rows of the release.</summary>
    public IQueryable<T> Rows<T>()
        where T : Versioned => Snapshot.Database.Set<T>().AsNoTracking().At(Snapshot.Release);

    /// <summary>A reason in the figure's language; null for none.</summary>
    public string? Reason(string? code) => Snapshot.Reasons.Text(code, Page.English);

    /// <summary>The address names nothing.</summary>
    public ProblemException NotFound() => new(ProblemCode.NotFound, Page.Path);

    /// <summary>Source documents by id, in their order.</summary>
    public async Task<List<Source>> SourcesAsync(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        return await Rows<Source>().Where(source => wanted.Contains(source.Id)).OrderBy(source => source.Ordinal).ToListAsync(Cancel);
    }

    /// <summary>Licence of a dataset; null where none is stated.</summary>
    public Licence? LicenceOf(string dataset) => Catalogue.Find(dataset)?.Licence is { Id: not Licence.NotSpecified } licence ? licence : null;

    /// <summary>An id for what a figure draws: another one for every address, so that several figures may share a page.</summary>
    public string ChartId => "sapporo-opendata-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Page.Canonical)))[..8];

    /// <summary>The erratum of a revised row; null where it is as first published.</summary>
    public string? Erratum(Versioned row)
    {
        if (!row.Revised)
        {
            return null;
        }

        var (day, note) = (Page.Day(Snapshot.Notes.PublishedAt(row.SinceRelease)), Snapshot.Notes.Note(row.SinceRelease));
        return Page.In($"{day}に訂正（リリース{row.SinceRelease}）", $"Revised on {day} (release {row.SinceRelease})") + (note is null ? "" : Page.In("：", ": ") + note);
    }

    /// <summary>What inferences in some rows rest on, each once.</summary>
    public IEnumerable<string> Inferences(IEnumerable<Fact> rows) => rows
        .SelectMany(row => row.InferenceReasons).Distinct(StringComparer.Ordinal).Select(code => Page.In($"一部の項目：{Reason(code)}", $"Some fields: {Reason(code)}"));

    /// <summary>What was not printed with some values but taken from elsewhere, each once.</summary>
    public IEnumerable<string> Readings(IEnumerable<KpiValue?> values) => values
        .Where(value => value is { Kind: not ValueKind.None, Reason: not null }).Select(value => Reason(value!.Reason)!).Distinct(StringComparer.Ordinal);

    /// <summary>Texts put together, those that are missing left out; null where none is left.</summary>
    public string? Join(params IEnumerable<string?> texts)
    {
        var all = texts.Where(text => !string.IsNullOrEmpty(text)).ToList();
        return all.Count == 0 ? null : string.Join(Page.In("。", ". "), all);
    }
}
