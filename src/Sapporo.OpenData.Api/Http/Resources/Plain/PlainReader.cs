using System.Collections.Concurrent;
using System.Data;
using Microsoft.Extensions.Options;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Runs plain statements, each in one round trip, and remembers the totals that it counted.</summary>
public sealed class PlainReader(ReleaseReader reader, IOptions<ApiOptions> options) : IDisposable
{
    /// <summary>Most rows of a small page, or that are read to see how many there are.</summary>
    internal const int Few = 250;

    private const int MostPrepared = 64;
    private const int PreparedAfter = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15); // as long as for a connection
    private readonly ConcurrentDictionary<string, int> shapes = new(StringComparer.Ordinal);
    private readonly RecentValues<MatchKey, bool> nulls = new(20_000);
    private readonly RecentValues<(string Installation, int Release, string Resource, bool IsEnglish, bool IsCsv), SharedRuns> shared = new(8);
    // Small pages come faster where a few more of them are read than there are cores: one is sent while another waits for the
    // database; and from connections that are warm, of which half are left to others. Large ones would only wait for each
    // other, and their readers, staying beside the same backend, would be woken for each of its pieces. Neither kind waits for the other.
    private readonly ReaderThreads<NpgsqlConnection> small = new(
        reader.Pages.OpenConnection, Kept(options.Value.PoolSize), Math.Clamp(options.Value.PoolSize / 2, 1, Environment.ProcessorCount + 2), options.Value.PoolSize, Patience);

    private readonly ReaderThreads<NpgsqlConnection> large = new(
        reader.Pages.OpenConnection, TimeSpan.Zero, Math.Max(2, Environment.ProcessorCount), options.Value.PoolSize / 2, Patience);

    private int prepared;

    /// <summary>Totals that were counted.</summary>
    internal KnownTotals Totals { get; } = new();

    /// <summary>Reads a page, when its turn has come; a turn ends with the reading, however slowly a client then takes the answer.</summary>
    /// <param name="limit">Rows of the page.</param>
    /// <param name="read">Reads.</param>
    /// <param name="cancel">Whether the client has gone.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    internal Task<TResult> InTurnAsync<TResult>(int limit, Func<NpgsqlConnection, TResult> read, CancellationToken cancel) => (limit > Few ? large : small).RunAsync(read, cancel);

    /// <summary>What rows of a resource share in a release, in a language, as members of JSON or cells of CSV.</summary>
    internal SharedRuns Shared(string installation, int release, string resource, bool isEnglish, bool isCsv)
    {
        var key = (installation, release, resource, isEnglish, isCsv);
        if (!shared.TryGet(key, out var runs))
        {
            shared.Set(key, runs = new SharedRuns());
        }

        return runs;
    }

    /// <summary>A connection for a whole result.</summary>
    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel) => reader.Bulk.OpenConnectionAsync(cancel);

    /// <summary>Runs a statement of a page and gives its rows to what takes them; stopped when its client has gone.</summary>
    internal TResult Read<TResult>(NpgsqlConnection connection, SqlText sql, Func<NpgsqlDataReader, TResult> take, CancellationToken cancel)
    {
        using var command = Command(connection, sql);
        using var stop = StatementCancellation.Watch(command, cancel);
        using var rows = command.ExecuteReader(CommandBehavior.SingleResult);
        return take(rows);
    }

    /// <summary>Runs a statement of a whole result; the caller disposes of its rows.</summary>
    internal Task<NpgsqlDataReader> ReadAsync(NpgsqlConnection connection, SqlText sql, CancellationToken cancel) => Command(connection, sql).ExecuteReaderAsync(CommandBehavior.SingleResult, cancel);

    /// <summary>A statement that is ready to run, prepared where its shape comes often.</summary>
    internal NpgsqlCommand Command(NpgsqlConnection connection, SqlText sql)
    {
        var command = sql.ToCommand(connection);
        if (IsPreparedShape(command.CommandText))
        {
            Prepare(command, [reader.Pages, reader.Bulk]);
        }

        return command;
    }

    /// <summary>
    /// Prepares a statement on its connection, once. A connection on which that failed may misunderstand the next statement
    /// (npgsql issue 6391), so that it is closed, with the others of its pool.
    /// </summary>
    /// <param name="command">Statement.</param>
    /// <param name="pools">Where its connection may have come from.</param>
    public static void Prepare(NpgsqlCommand command, params ReadOnlySpan<NpgsqlDataSource> pools)
    {
        try
        {
            command.Prepare();
        }
        catch
        {
            foreach (var pool in pools)
            {
                pool.Clear();
            }

            throw;
        }
    }

    /// <summary>How many rows match, counted once for a release and filter; null where the release is no longer the newest.</summary>
    internal long? Total<T>(NpgsqlConnection connection, PlainStatement<T> statement, CancellationToken cancel)
        where T : class => Totals.Known(statement.Key) ?? CountOnce(connection, statement, cancel);

    private long? CountOnce<T>(NpgsqlConnection connection, PlainStatement<T> statement, CancellationToken cancel)
        where T : class => Totals.CountOnce(statement.Key, () => Read(connection, statement.Count(), row => row.Read() ? row.GetInt64(0) : 0, cancel), Patience, cancel);

    /// <summary>What a page begins behind, without the conditions that are known to have no rows in the release: most keys are never null.</summary>
    internal List<KeysetBranch> Branches<T>(NpgsqlConnection connection, PlainStatement<T> statement, IReadOnlyList<object?> position, CancellationToken cancel)
        where T : class => KeysetText.Branches(statement.Query.Order, position).FindAll(branch => branch.Nulls is not { } of || HasRows(connection, statement, branch, of, cancel));

    private bool HasRows<T>(NpgsqlConnection connection, PlainStatement<T> statement, KeysetBranch branch, string of, CancellationToken cancel)
        where T : class
    {
        var key = new MatchKey(statement.Newest!, statement.Release.Number, statement.Query.Resource.Name, of);
        if (nulls.TryGet(key, out var known))
        {
            return known;
        }

        var found = Read<bool?>(connection, statement.Any(branch), row => row.Read() ? row.GetBoolean(0) : null, cancel);
        if (found is { } any)
        {
            nulls.Set(key, any);
        }

        return found ?? true;
    }

    /// <summary>As <see cref="Total"/>, for a whole result.</summary>
    internal async Task<long?> TotalAsync<T>(NpgsqlConnection connection, PlainStatement<T> statement, CancellationToken cancel)
        where T : class
    {
        if (Totals.Known(statement.Key) is { } known)
        {
            return known;
        }

        await using var row = await ReadAsync(connection, statement.Count(), cancel);
        return Totals.Keep(statement.Key, await row.ReadAsync(cancel) ? row.GetInt64(0) : 0);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
    }

    // The only connection is kept from nobody.
    private static TimeSpan Kept(int connections) => connections > 1 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;

    // Statements come in few shapes, since values are parameters; those that come again are prepared, up to a bound.
    private bool IsPreparedShape(string text)
    {
        if (shapes.TryGetValue(text, out var seen) && seen >= PreparedAfter)
        {
            return true;
        }

        if (Volatile.Read(ref prepared) >= MostPrepared)
        {
            return false;
        }

        if (shapes.Count >= 2000)
        {
            foreach (var rare in shapes.Where(shape => shape.Value < PreparedAfter))
            {
                shapes.TryRemove(rare);
            }
        }

        var count = shapes.AddOrUpdate(text, 1, static (_, before) => Math.Min(before + 1, PreparedAfter));
        return count == PreparedAfter && Interlocked.Increment(ref prepared) <= MostPrepared;
    }
}
