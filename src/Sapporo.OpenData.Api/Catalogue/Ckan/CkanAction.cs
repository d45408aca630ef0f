using Npgsql;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>One call of an action.</summary>
/// <param name="Parameters">Parameters.</param>
/// <param name="Catalogue">Catalogue of the newest release.</param>
/// <param name="Address">Addresses of things.</param>
/// <param name="Path">Path that was called, for links.</param>
/// <param name="LongestUrl">Characters that an address may have, from the path on.</param>
/// <param name="Database">Connections for what is not in memory.</param>
/// <param name="Cancel">Cancels.</param>
public sealed record ActionCall(ActionParameters Parameters, CatalogueSnapshot Catalogue, CatalogueAddress Address, string Path, int LongestUrl, NpgsqlDataSource Database, CancellationToken Cancel)
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

/// <summary>An action that reads.</summary>
/// <param name="Name">Name.</param>
/// <param name="Help">What it does, and its parameters.</param>
/// <param name="RunAsync">Does it; gives what is written as the result.</param>
public sealed record CkanAction(string Name, string Help, Func<ActionCall, Task<object?>> RunAsync)
{
    /// <summary>Whether it reads the rows of a data file, of which there may be very many.</summary>
    public bool ReadsRows { get; init; }

    /// <summary>An action that finds all in memory.</summary>
    public static CkanAction Of(string name, string help, Func<ActionCall, object?> run) => new(name, help, call => Task.FromResult(run(call)));

    /// <summary>Part of a list: offset and limit, where they are given.</summary>
    public static IEnumerable<T> Page<T>(IEnumerable<T> items, ActionParameters parameters)
    {
        var rest = items.Skip(parameters.Count("offset") ?? 0);
        return parameters.Count("limit") is { } limit ? rest.Take(limit) : rest;
    }
}
