using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>The resource releases.</summary>
public static class ReleaseResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Release> Definition = new Resource<Release>(
        "releases", "Releases (公表), each a publication that never changes; the newest first.",
        (database, release) => database.Set<Release>().Include(item => item.Counts).Where(item => item.Number <= release.Number))
    {
        ExampleId = "1",
        Order = ["-number"],
        Search = row => OpenDataContext.Searchable(row.Number + " " + row.Note),
        Fields = new FieldList<Release>()
            .Add(new Field<Release, int?>("id", FieldType.Integer, "Id: the number as text.", (row, _) => row.Number, (json, number) => json.WriteStringValue(number!.Value.ToString(CultureInfo.InvariantCulture)), row => row.Number) { PublishedType = FieldType.Text, Example = "1" })
            .Integer("number", row => row.Number, "Number, from 1 (公表番号).", 1)
            .DateTime("publishedAt", row => row.PublishedAt, "When it was published, UTC (公表日時).", "2026-11-22T00:00:00.000000Z")
            .Text("note", row => row.Note, "What the publisher says of it (説明).", "初回の公表")
            .Text("inputSha256", row => row.InputSha256, "SHA-256 over the files it was made from.")
            .Items<ReleaseCount, ReleaseCountItem>("counts", row => row.Counts.OrderBy(count => count.Resource, StringComparer.Ordinal), "Rows added, changed, removed and current, by resource"),
    }
    .Link("changes", row => $"releases/{row.Number}/changes");
}

/// <summary>What a release changed of a resource.</summary>
public sealed record ReleaseCountItem(string Resource, int Added, int Changed, int Removed, int Current);
