using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sapporo.OpenData.Storage;

/// <summary>
/// Stops a statement in PostgreSQL as soon as its reader is no longer wanted. By itself Npgsql stops only what it is waiting
/// for; a reader that is given up between two rows would first fetch all the rest.
/// </summary>
public sealed class StatementCancellation : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbDataReader, IDisposable> watched = [];

    /// <summary>Stops a command with a token, until what is returned is disposed: after the reader.</summary>
    public static CancellationTokenRegistration Watch(DbCommand command, CancellationToken cancel) =>
        cancel.UnsafeRegister(static watchedCommand => ((DbCommand)watchedCommand!).Cancel(), command);

    /// <inheritdoc />
    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        watched.Add(result, Watch(command, cancellationToken));
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc />
    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (watched.TryGetValue(eventData.DataReader, out var registration)) // closed by now
        {
            registration.Dispose();
            watched.Remove(eventData.DataReader);
        }

        return result;
    }
}
