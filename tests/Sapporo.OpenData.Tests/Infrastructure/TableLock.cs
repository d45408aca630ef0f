using Npgsql;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Holds a table, so that every statement that reads it waits until this is let go.</summary>
public sealed class TableLock : IAsyncDisposable
{
    private const string Of = "datname = current_database() and application_name = 'sapporo-opendata'";
    private readonly NpgsqlConnection holder;
    private readonly NpgsqlConnection observer;

    private TableLock(NpgsqlConnection holder, NpgsqlConnection observer) => (this.holder, this.observer) = (holder, observer);

    /// <summary>Takes the lock.</summary>
    public static async Task<TableLock> TakeAsync(string connectionString, string table)
    {
        var connections = new[] { new NpgsqlConnection(connectionString), new NpgsqlConnection(connectionString) };
        foreach (var connection in connections)
        {
            await connection.OpenAsync();
        }

        await using var command = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connections[0]);
        await command.ExecuteNonQueryAsync();
        return new TableLock(connections[0], connections[1]);
    }

    /// <summary>How many of the server's statements wait for a lock.</summary>
    public Task<long> WaitingAsync() => CountAsync($"{Of} and wait_event_type = 'Lock'");

    /// <summary>How many of the server's connections are at work or in a transaction.</summary>
    public Task<long> BusyAsync() => CountAsync($"{Of} and state <> 'idle'");

    /// <summary>Waits until a count is as expected; true where that came in time.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> isSo, TimeSpan limit)
    {
        for (var started = DateTime.UtcNow; DateTime.UtcNow - started < limit; await Task.Delay(20))
        {
            if (await isSo())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets the table go.</summary>
    public async Task ReleaseAsync()
    {
        await using var command = new NpgsqlCommand("rollback", holder);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await holder.DisposeAsync();
        await observer.DisposeAsync();
    }

    private async Task<long> CountAsync(string condition)
    {
        await using var command = new NpgsqlCommand($"select count(*) from pg_stat_activity where {condition}", observer);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
