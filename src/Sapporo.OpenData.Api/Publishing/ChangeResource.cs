using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>The resources changes and releases/{id}/changes.</summary>
public static class ChangeResource
{
    private const string About = "what was added, changed and removed (変更), with the row before and after and, for a changed one, the old and the new value of each field. "
        + "Members are called as in the resource where it shows them as they are stored; reasons are codes, and what the resource joins or computes is not among them.";


    private static readonly FieldList<Change> ChangeFields = new FieldList<Change>()
        .Shown("id", (row, _) => $"{row.Release}-{row.Resource}-{row.Id}", "Id: release, resource and key.", "1-municipalities-011002")
        .Integer("release", row => row.Release, "Release that made the change.", 1)
        .Text("resource", row => row.Resource, "Resource changed: the name of its table in camel case, which is mostly the resource's own.", "municipalities", InputFile.Resources)
        .Text("key", row => row.Id, "Id of the row within its resource.", "011002")
        .Text("kind", row => row.Kind, "Kind of change.", "added", ["added", "changed", "removed"])
        .Json("changes", (row, _) => ChangedRow.Differences(row), "Fields that differ: [{field, old, new}], nested ones with dots (actual.text); empty where the row was added or removed.")
        .Json("before", (row, _) => ChangedRow.Nested(row.Resource, row.Before), "The row before; null where it was added.")
        .Json("after", (row, _) => ChangedRow.Nested(row.Resource, row.After), "The row after; null where it was removed.");

    /// <summary>Changes of all releases.</summary>
    public static Resource<Change> Definition { get; } = new(
        "changes", "Change feed over all releases, oldest first, or over those after one (since): " + About,
        (database, release) => database.Set<Change>().Where(item => item.Release <= release.Number))
    {
        Order = ["release", "resource", "key"],
        Search = row => OpenDataContext.Searchable(row.Resource + " " + row.Id),
        Since = row => row.Release,
        QuickWith = [],
        Fields = ChangeFields,
    };

    /// <summary>Changes of one release, as documented; requests use <see cref="Of"/>.</summary>
    public static Resource<Change> OfRelease { get; } = Of("1");

    /// <summary>Changes of one release.</summary>
    /// <param name="release">Its number as the address writes it.</param>
    public static Resource<Change> Of(string release)
    {
        var number = int.TryParse(release, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return new Resource<Change>(
            "releases/{id}/changes", "Changes that one release made: " + About,
            (database, read) => database.Set<Change>().Where(item => item.Release == number && item.Release <= read.Number))
        {
            ExampleId = "1",
            Parent = (database, read, cancel) => database.Set<Release>().AnyAsync(item => item.Number == number && item.Number <= read.Number, cancel),
            Order = ["release", "resource", "key"],
            Search = row => OpenDataContext.Searchable(row.Resource + " " + row.Id),
            QuickWith = [],
            Fields = ChangeFields,
        };
    }
}
