using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources.Plain;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Answers requests for resources: lists in every format, and single things.</summary>
public sealed class ResourceEndpoint(ReleaseReader reader, PlainReader plain, CurrentReleaseHolder holder, IOptions<ApiOptions> options)
{
    private const int FewInOrder = 20; // values of a filter
    private const int FewToSearch = 3;

    /// <summary>Answers a list: a page of JSON, or the whole result as JSON, CSV or NDJSON.</summary>
    public async Task ListAsync<T>(Resource<T> resource, HttpContext context)
        where T : class
    {
        var parameters = new ParameterReader(context.Request.Query, ResourceQuery<T>.ParameterNames(resource));
        var format = DataFormat.Choose(context.Request, DataFormat.OfLists, parameters);
        var isWhole = format != DataFormat.Json || parameters["format"] is not null;
        var newest = holder.Newest;
        var query = ResourceQuery<T>.Read(resource, parameters, isWhole, options.Value, newest.Number);
        var pinned = ReadCommon(parameters, newest, query.Cursor);
        var byteOrderMark = parameters.ByteOrderMark(format);
        parameters.ThrowIfWrong();

        var representation = new Representation(context, format, pinned);
        if (representation.IsNotModified(newest, byDate: resource.Parent is null))
        {
            return;
        }

        var requested = pinned ?? query.Cursor?.Release;
        if (isWhole || (resource.CostlyWithout is { } filter && parameters[filter] is null))
        {
            await CostlyReads.EnterAsync(context);
        }
        else if (resource.QuickWith is { } quick && !IsQuick(query, quick, parameters, requested is null || requested == newest.Number))
        {
            await CostlyPages.EnterAsync(context);
        }

        if (await TryPlainAsync(query, format, byteOrderMark, newest, requested, representation.IsEnglish, context))
        {
            return;
        }

        await using var snapshot = await OpenAsync(representation, newest, requested, isWhole, context);
        var render = new RenderContext(snapshot.Release.Number, representation.IsEnglish, PublicAddress.Of(context), snapshot.Reasons, snapshot.Notes);
        if (resource.Parent is { } parent && !await parent(snapshot.Database, snapshot.Release, context.RequestAborted))
        {
            throw new ProblemException(ProblemCode.NotFound, context.Request.Path.Value);
        }

        var answer = new ListAnswer<T>(query, snapshot, render, plain.Totals, context);
        await (format == DataFormat.Csv ? answer.WriteCsvAsync(byteOrderMark)
            : format == DataFormat.NdJson ? answer.WriteNdJsonAsync()
            : answer.WriteJsonAsync());
    }

    // An index leads to the page's rows, which only those of the newest release have. Where they are in its order and nothing
    // else is asked, no more of them are read; otherwise all that have one of the values are.
    private static bool IsQuick<T>(ResourceQuery<T> query, IReadOnlyList<string> quickWith, ParameterReader parameters, bool isCurrent)
        where T : class
    {
        if (!isCurrent)
        {
            return false;
        }

        var given = quickWith.Where(name => parameters[name] is not null).ToList();
        var isInOrder = query.Resource.IsPlain && query.IsDefaultOrder && query.Conditions.Count == given.Count;
        return given.Count == 0 ? isInOrder : given.Exists(name => parameters[name]!.Count(',') < (isInOrder ? FewInOrder : FewToSearch));
    }

    // One statement in the place of a transaction, where the resource and the query allow it, and the release is the expected one.
    private async Task<bool> TryPlainAsync<T>(ResourceQuery<T> query, DataFormat format, bool byteOrderMark, CurrentRelease newest, int? requested, bool isEnglish, HttpContext context)
        where T : class
    {
        var release = new ReleasePoint(requested ?? newest.Number, requested is null || requested == newest.Number);
        if (!options.Value.PlainStatements || !query.Resource.IsPlain || query.Conditions.Any(condition => condition is Condition.Other)
            || PlainLayout.Of(query) is not { } layout || await reader.WordsAsync(release, newest, context.RequestAborted) is not { } known)
        {
            return false;
        }

        var render = new RenderContext(release.Number, isEnglish, PublicAddress.Of(context), known.Reasons, known.Notes);
        return await new PlainListAnswer<T>(query, format, layout, release, newest, render, plain, context).TryWriteAsync(byteOrderMark);
    }

    /// <summary>Answers a single thing.</summary>
    public async Task GetAsync<T>(Resource<T> resource, string id, HttpContext context)
        where T : class
    {
        var names = resource.Expansions.Count > 0 ? ["fields", "expand", "release", "lang"] : new[] { "fields", "release", "lang" };
        var parameters = new ParameterReader(context.Request.Query, names);
        var fields = ResourceQuery<T>.ReadFields(resource, parameters);
        var expansions = ReadExpansions(resource, parameters);
        var newest = holder.Newest;
        var pinned = ReadCommon(parameters, newest, null);
        var format = DataFormat.Choose(context.Request, DataFormat.OfThings);
        parameters.ThrowIfWrong();

        var representation = new Representation(context, format, pinned);
        if (representation.IsNotModified(newest))
        {
            return;
        }

        await using var snapshot = await OpenAsync(representation, newest, pinned, isWhole: false, context);
        var row = await FindAsync(resource, id, snapshot, context.RequestAborted)
            ?? throw new ProblemException(ProblemCode.NotFound, $"{resource.Name}/{id}");
        var render = new RenderContext(snapshot.Release.Number, representation.IsEnglish, PublicAddress.Of(context), snapshot.Reasons, snapshot.Notes);
        await WriteThingAsync(resource, row, fields, expansions, snapshot, render, context);
    }

    private static async Task<T?> FindAsync<T>(Resource<T> resource, string id, Snapshot snapshot, CancellationToken cancel)
        where T : class
    {
        var field = resource.Field("id")!;
        var row = System.Linq.Expressions.Expression.Parameter(typeof(T), "row");
        var key = field.Normalise is { } normalise ? normalise(id) : id;
        if (key is null || key.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        object value = field.Type == FieldType.Integer ? int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1 : key;
        var same = System.Linq.Expressions.Expression.Lambda<Func<T, bool>>(Predicates.OneOf(Predicates.Bind(field.Column!, row), [value]), row);
        return await resource.Query(snapshot.Database, snapshot.Release).AsNoTracking().SingleOrDefaultAsync(same, cancel);
    }

    private static async Task WriteThingAsync<T>(
        Resource<T> resource, T row, IReadOnlyList<Field<T>> fields, IReadOnlyList<Expansion<T>> expansions, Snapshot snapshot, RenderContext render, HttpContext context)
        where T : class
    {
        var body = new BodyWriter(context);
        await using var json = new Utf8JsonWriter(body.Writer, JsonStyle.WriterOptions);
        json.WriteStartObject();
        new JsonItemWriter<T>(fields, resource.AbsentGroups).WriteMembers(json, row, render);
        foreach (var expansion in expansions)
        {
            await expansion.WriteAsync(json, snapshot.Database, snapshot.Release, row, render, context.RequestAborted);
        }

        json.WriteStartObject("links");
        json.WriteString("self", render.BaseUrl + Representation.CanonicalUrl(context.Request));
        foreach (var expansion in resource.Expansions)
        {
            json.WriteString(expansion.Name, $"{render.BaseUrl}/v1/{expansion.Link(row)}");
        }

        foreach (var (name, link) in resource.Links)
        {
            json.WriteString(name, $"{render.BaseUrl}/v1/{link(row)}");
        }

        json.WriteEndObject();
        json.WriteNumber("release", render.Release);
        json.WriteEndObject();
        json.Flush();
        await snapshot.DisposeAsync(); // however slowly the client then takes the answer
        await body.CompleteAsync();
    }

    // The release that the address pins, and the parameters that every address has.
    private static int? ReadCommon(ParameterReader parameters, CurrentRelease newest, Cursor? cursor)
    {
        _ = parameters.English();
        var pinned = parameters.Release(newest);
        if (cursor is not null && (cursor.Release > newest.Number || (pinned is not null && pinned != cursor.Release)))
        {
            parameters.Refuse("cursor", "同じ公表のもの", "one of the same release");
        }

        return pinned;
    }

    private static List<Expansion<T>> ReadExpansions<T>(Resource<T> resource, ParameterReader parameters)
        where T : class
    {
        var names = parameters["expand"]?.Split(',') ?? [];
        var known = resource.Expansions.Select(expansion => expansion.Name).ToList();
        if (names.Length != names.Distinct(StringComparer.Ordinal).Count() || names.Except(known, StringComparer.Ordinal).Any())
        {
            var allowed = string.Join(", ", known);
            parameters.Refuse("expand", "コンマで区切って、それぞれ1回: " + allowed, "each once, separated by commas: " + allowed);
        }

        return [.. resource.Expansions.Where(expansion => names.Contains(expansion.Name, StringComparer.Ordinal))];
    }

    private async Task<Snapshot> OpenAsync(Representation representation, CurrentRelease expected, int? release, bool isWhole, HttpContext context)
    {
        var snapshot = await reader.OpenAsync(release, isWhole, context.RequestAborted);
        if (snapshot.Newest.Number != expected.Number)
        {
            representation.Relabel(snapshot.Newest);
        }

        return snapshot;
    }
}
