using System.Collections.Concurrent;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Runs plain statements, each in one round trip, and remembers the totals that it counted.</summary>
public sealed class PlainReader(ReleaseReader reader) : IDisposable
{
    private const int MostPrepared = 64;
    private const int PreparedAfter = 3;
    private const int LongFilter = 100; // characters; a longer one is remembered by its hash
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15); // as long as for a connection
    private static readonly int Turns = Math.Max(4, 2 * Environment.ProcessorCount);
    private readonly ConcurrentDictionary<string, int> shapes = new(StringComparer.Ordinal);
    private readonly RecentValues<(string Installation, int Release, string Resource, string Filter), long> totals = new(20_000);
    private readonly RecentValues<(string Installation, int Release, string Resource, bool IsEnglish, bool IsCsv), SharedRuns> shared = new(8);
    private readonly SemaphoreSlim turns = new(Turns);
    private int prepared;

    /// <summary>
    /// Reads a page, when its turn has come: more readers at once than the cores can serve would only all wait longer. A turn
    /// ends with the reading, however slowly a client then takes the answer.
    /// </summary>
    /// <exception cref="TimeoutException">None came.</exception>
    internal async Task<TResult> InTurnAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> read, CancellationToken cancel)
    {
        if (!await turns.WaitAsync(Patience, cancel))
        {
            throw new TimeoutException("No turn to read came in time.");
        }

        try
        {
            await using var connection = await OpenAsync(isWhole: false, cancel);
            return await read(connection);
        }
        finally
        {
            turns.Release();
        }
    }

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

    /// <summary>A connection for pages, or for whole results.</summary>
    internal ValueTask<NpgsqlConnection> OpenAsync(bool isWhole, CancellationToken cancel) => (isWhole ? reader.Bulk : reader.Pages).OpenConnectionAsync(cancel);

    /// <summary>Runs a statement; the caller disposes of its rows.</summary>
    internal async Task<NpgsqlDataReader> ReadAsync(NpgsqlConnection connection, SqlText sql, CancellationToken cancel) =>
        await (await CommandAsync(connection, sql, cancel)).ExecuteReaderAsync(CommandBehavior.SingleResult, cancel);

    /// <summary>A statement that is ready to run, prepared where its shape comes often.</summary>
    internal async Task<NpgsqlCommand> CommandAsync(NpgsqlConnection connection, SqlText sql, CancellationToken cancel)
    {
        var command = sql.ToCommand(connection);
        if (IsPreparedShape(command.CommandText))
        {
            await PrepareAsync(command, [reader.Pages, reader.Bulk], cancel);
        }

        return command;
    }

    /// <summary>
    /// Prepares a statement on its connection, once. A connection on which that failed may misunderstand the next statement
    /// (npgsql issue 6391), so that it is closed, with the others of its pool.
    /// </summary>
    /// <param name="command">Statement.</param>
    /// <param name="pools">Where its connection may have come from.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task PrepareAsync(NpgsqlCommand command, IReadOnlyList<NpgsqlDataSource> pools, CancellationToken cancel)
    {
        try
        {
            await command.PrepareAsync(cancel);
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
    internal async Task<long?> TotalAsync<T>(NpgsqlConnection connection, ResourceQuery<T> query, PlainStatement<T> statement, int release, string installation, CancellationToken cancel)
        where T : class
    {
        var filter = query.FilterPrint.Length <= LongFilter ? query.FilterPrint : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(query.FilterPrint)));
        var key = (installation, release, query.Resource.Name, filter);
        if (totals.TryGet(key, out var known))
        {
            return known;
        }

        await using var row = await ReadAsync(connection, statement.Count(), cancel);
        await row.ReadAsync(cancel);
        var total = row.GetInt64(0);
        if (total == 0)
        {
            return null; // asked only where a row is there: the gate has closed
        }

        totals.Set(key, total);
        return total;
    }

    /// <inheritdoc />
    public void Dispose() => turns.Dispose();

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
