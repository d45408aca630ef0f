using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>The resources releases and changes.</summary>
public static class ReleaseResource
{
    /// <summary>releases.</summary>
    public static readonly Resource<Release> Releases = new(
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
            .Json("counts", (row, _) => row.Counts.OrderBy(count => count.Resource, StringComparer.Ordinal).Select(count => new { count.Resource, count.Added, count.Changed, count.Removed, count.Current }).ToList(), "Rows added, changed, removed and current, by resource."),
    };

    /// <summary>changes.</summary>
    public static readonly Resource<Change> Changes = new(
        "changes", "What each release added, changed and removed (変更), with the row before and after.",
        (database, release) => database.Set<Change>().Where(item => item.Release <= release.Number))
    {
        Order = ["release", "resource", "key"],
        Search = row => OpenDataContext.Searchable(row.Resource + " " + row.Id),
        Fields = new FieldList<Change>()
            .Shown("id", (row, _) => $"{row.Release}-{row.Resource}-{row.Id}", "Id: release, resource and key.", "1-municipalities-011002")
            .Integer("release", row => row.Release, "Release that made the change.", 1)
            .Text("resource", row => row.Resource, "Resource changed.", "municipalities")
            .Text("key", row => row.Id, "Id of the row within its resource.", "011002")
            .Text("kind", row => row.Kind, "Kind of change.", "added", ["added", "changed", "removed"])
            .Json("before", (row, _) => Published(row.Before), "The row before; null where it was added.")
            .Json("after", (row, _) => Published(row.After), "The row after; null where it was removed."),
    };

    // Columns are called as the API calls its members: start_date is startDate.
    private static JsonObject? Published(string? row) => row is null ? null : new JsonObject(
        JsonNode.Parse(row)!.AsObject().Select(member => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(string.Concat(member.Key.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))), member.Value?.DeepClone())));
}
