using System.Linq.Expressions;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// All matching rows of a query. Those of the newest release in the resource's own order, which an index has, are read a part
/// at a time: the first comes at once, however many there are, nothing is sorted, and no snapshot is held. A part is read
/// without what its rows share, once that is known.
/// </summary>
internal sealed class PlainRows<T>(
    ResourceQuery<T> query, PlainLayout layout, SharedRuns? shared, ReleasePoint release, CurrentRelease newest, PlainReader plain, NpgsqlConnection connection, CancellationToken cancel)
    where T : class
{
    private const int Chunk = 10_000;
    private readonly PlainStatement<T> statement = new(query, layout, release, newest);
    private readonly PlainStatement<T>? lean = layout.Lean is { } without ? new(query, without, release, newest) : null;
    private bool isStarted;
    private Guid? known;

    /// <summary>The rows in order, each valid until the next, with the layout of its columns; none where there are none or the release is no longer the newest.</summary>
    public async IAsyncEnumerable<(NpgsqlDataReader Row, PlainLayout Columns)> ReadAsync()
    {
        if (!release.IsCurrent || !query.IsDefaultOrder)
        {
            await foreach (var row in AllAsync(statement.Rows([], null)))
            {
                yield return (row, layout);
            }

            yield break;
        }

        var (values, column) = await PartsAsync();
        var (part, position, given, tryLean) = (0, (object?[]?)null, 0, true);
        while (part < values.Count)
        {
            Condition? only = column is null ? null : new Condition.OneOf(column, [values[part]]);
            var isLean = tryLean && lean is not null && shared?.IsUseful == true;
            var columns = isLean ? layout.Lean! : layout;
            var (count, last, isKnown) = (0, (object?[]?)null, true);
            await using (var row = await plain.ReadAsync(connection, (isLean ? lean! : statement).RowsAfter(position, Chunk, only), cancel))
            {
                while (await row.ReadAsync(cancel) && (isKnown = !isLean || IsKnown(row, columns)))
                {
                    last = ++count == Chunk ? KeysOf(columns, row) : null;
                    if (count > given)
                    {
                        isStarted = true;
                        yield return (row, columns);
                    }
                }
            }

            if (!isKnown)
            {
                (tryLean, given) = (false, count); // again with all columns, but for the rows that were given
                continue;
            }

            if (count == 0 && isStarted && !await IsStillNewestAsync())
            {
                // A release has appeared meanwhile. This one stays as it is, but is read by its number from here on.
                var rest = column is null ? null : new Condition.OneOf(column, [.. values.Skip(part)]);
                var past = new PlainStatement<T>(query, layout, release with { IsCurrent = false }, null);
                await foreach (var row in AllAsync(past.RowsAfter(position, null, rest)))
                {
                    if (--given < 0)
                    {
                        yield return (row, layout);
                    }
                }

                yield break;
            }

            (part, position, given, tryLean) = (count < Chunk ? part + 1 : part, count < Chunk ? null : last, 0, true);
        }
    }

    private bool IsKnown(NpgsqlDataReader row, PlainLayout columns)
    {
        var of = row.GetFieldValue<Guid>(columns.Context);
        if (of == known)
        {
            return true;
        }

        known = shared!.Of(of) is null ? known : of;
        return of == known;
    }

    // However many rows one statement gives: it is stopped when its client has gone.
    private async IAsyncEnumerable<NpgsqlDataReader> AllAsync(SqlText sql)
    {
        await using var command = plain.Command(connection, sql);
        await using var stop = StatementCancellation.Watch(command, cancel);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            yield return row;
        }
    }

    private async Task<(IReadOnlyList<string?> Values, LambdaExpression? Column)> PartsAsync()
    {
        if (statement.Parted is not { } parted)
        {
            return ([null], null);
        }

        var values = new List<string?>();
        await using var row = await plain.ReadAsync(connection, new SqlText().Text("select distinct v from unnest(").Value(SqlText.ArrayOf(parted.Values)).Text(") v order by v"), cancel);
        while (await row.ReadAsync(cancel))
        {
            values.Add(row.GetString(0));
        }

        return (values, parted.Column);
    }

    /// <exception cref="IOException">The database is another one by now.</exception>
    private async Task<bool> IsStillNewestAsync()
    {
        var seen = await ReleaseReader.NewestAsync(connection, cancel);
        return seen?.Installation != newest.Installation ? throw new IOException("The database was replaced while a result was read.") : seen.PublishedAt == newest.PublishedAt;
    }

    /// <summary>Values of the order's keys in a row.</summary>
    public static object?[] KeysOf(PlainLayout layout, NpgsqlDataReader row) => [.. layout.Keys.Select(ordinal => layout.Known(ordinal) ?? (row.IsDBNull(ordinal) ? null : row.GetValue(ordinal)))];
}
