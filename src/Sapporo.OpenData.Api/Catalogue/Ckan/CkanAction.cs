using System.Text.Json;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>One call of an action.</summary>
/// <param name="Parameters">Parameters.</param>
/// <param name="Catalogue">Catalogue of the newest release.</param>
/// <param name="Newest">That release.</param>
/// <param name="Address">Addresses of things.</param>
/// <param name="Path">Path that was called, for links.</param>
/// <param name="LongestUrl">Characters that an address may have, from the path on.</param>
/// <param name="Database">Connections for what is not in memory.</param>
/// <param name="Cancel">Cancels.</param>
public sealed record ActionCall(ActionParameters Parameters, CatalogueSnapshot Catalogue, CurrentRelease Newest, CatalogueAddress Address, string Path, int LongestUrl, NpgsqlDataSource Database, CancellationToken Cancel)
{
    /// <summary>Writes things as CKAN's dictionaries.</summary>
    public PackageDict Dicts { get; } = new(Address);

    /// <summary>The dataset that a parameter names, by UUID or name, also by a former name.</summary>
    /// <exception cref="ActionException">There is none.</exception>
    public CatalogueDataset Dataset(params string[] parameters)
    {
        var id = Parameters.Required(parameters);
        return Catalogue.Find(id) ?? Catalogue.FindRenamed(id)
            ?? throw ActionException.NotFound(Catalogue.FindWithdrawn(id) is { } gone ? $"withdrawn in release {gone.Release}" : null);
    }
}

/// <summary>A result that is written while it is read, however many rows it has.</summary>
/// <param name="Source">What it is read from, until it is written.</param>
/// <param name="WriteAsync">Writes its value, and sends what has gathered.</param>
public sealed record StreamedResult(IAsyncDisposable Source, Func<Utf8JsonWriter, BodyWriter, Task> WriteAsync);

/// <summary>The database holds a newer release than the call was made for.</summary>
/// <param name="seen">That release.</param>
public sealed class NewerReleaseException(CurrentRelease seen) : Exception("A newer release is there.")
{
    /// <summary>The newer release.</summary>
    public CurrentRelease Seen => seen;
}

/// <summary>An action that reads.</summary>
/// <param name="Name">Name.</param>
/// <param name="Help">What it does, and its parameters.</param>
/// <param name="RunAsync">Does it; gives what is written as the result.</param>
public sealed record CkanAction(string Name, string Help, Func<ActionCall, Task<object?>> RunAsync)
{
    /// <summary>How many rows of a data file it may give; null where it reads none.</summary>
    public Func<ActionParameters, int>? MostRows { get; init; }

    /// <summary>An action that finds all in memory.</summary>
    public static CkanAction Of(string name, string help, Func<ActionCall, object?> run) => new(name, help, call => Task.FromResult(run(call)));

    /// <summary>Part of a list: offset and limit, where they are given.</summary>
    public static IEnumerable<T> Page<T>(IEnumerable<T> items, ActionParameters parameters)
    {
        var rest = items.Skip(parameters.Count("offset") ?? 0);
        return parameters.Count("limit") is { } limit ? rest.Take(limit) : rest;
    }
}
