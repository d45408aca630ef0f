using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Rows of another resource that belong to one thing, and the address where they stand alone.</summary>
/// <typeparam name="T">Row type of the one thing.</typeparam>
public abstract class Expansion<T>(string name, Resource target, Func<T, string> link)
{
    /// <summary>Name in the expand parameter.</summary>
    public string Name => name;

    /// <summary>The other resource.</summary>
    public Resource Target => target;

    /// <summary>Address relative to /v1/.</summary>
    public string Link(T row) => link(row);

    /// <summary>Writes the rows as a JSON array.</summary>
    public abstract Task WriteAsync(Utf8JsonWriter json, OpenDataContext database, ReleasePoint release, T row, RenderContext context, CancellationToken cancel);
}

/// <summary>An expansion to rows of a known type.</summary>
/// <typeparam name="T">Row type of the one thing.</typeparam>
/// <typeparam name="TChild">Row type of what belongs to it.</typeparam>
public sealed class Expansion<T, TChild>(string name, Resource<TChild> target, Func<T, string> link, Func<OpenDataContext, ReleasePoint, T, IQueryable<TChild>> children)
    : Expansion<T>(name, target, link)
    where TChild : class
{
    /// <inheritdoc />
    public override async Task WriteAsync(Utf8JsonWriter json, OpenDataContext database, ReleasePoint release, T row, RenderContext context, CancellationToken cancel)
    {
        var writer = new JsonItemWriter<TChild>(target.Fields, target.AbsentGroups);
        var ordered = SortKey<TChild>.Apply(children(database, release, row).AsNoTracking(), SortKey<TChild>.Default(target));
        json.WriteStartArray(Name);
        await foreach (var child in ordered.AsAsyncEnumerable().WithCancellation(cancel))
        {
            json.WriteStartObject();
            writer.WriteMembers(json, child, context);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
