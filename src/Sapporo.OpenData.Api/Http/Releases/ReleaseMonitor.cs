using Microsoft.Extensions.Options;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>Learns of new releases: by NOTIFY at once, and by asking now and then, for lost notifications and replicas.</summary>
public sealed partial class ReleaseMonitor(ReleaseReader reader, CurrentReleaseHolder holder, IOptions<ApiOptions> options, ILogger<ReleaseMonitor> logger) : BackgroundService
{
    // A connection that was cut is opened again at once: a release announced meanwhile must not stay unknown for a second.
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(options.Value.ReleasePollSeconds);
        var retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(pause, () => retry = FirstRetry, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                holder.IsWatched = false;
                reader.Pages.Clear(); // their connections are most likely gone as well
                reader.Bulk.Clear();
                LogAway(failed.Message);
                await Task.Delay(retry, stoppingToken);
                retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }
        }
    }

    private async Task ListenAsync(TimeSpan pause, Action connected, CancellationToken cancel)
    {
        await using var connection = await reader.Listener.OpenConnectionAsync(cancel);
        var isListening = await TryListenAsync(connection, cancel);
        while (true)
        {
            holder.Update(await AskAsync(connection, cancel));
            holder.IsWatched = isListening;
            connected();
            await connection.WaitAsync(pause, cancel);
        }
    }

    // A replica refuses to listen; there, asking is all.
    private static async Task<bool> TryListenAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await using var listen = new NpgsqlCommand($"listen {Publisher.Channel}", connection);
            await listen.ExecuteNonQueryAsync(cancel);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            return false;
        }
    }

    // A connection whose other end has gone without a word would keep a question waiting for ever.
    private static async Task<CurrentRelease?> AskAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(AnswerTime);
        return await ReleaseReader.NewestAsync(connection, limit.Token);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the database: {Reason}")]
    private partial void LogAway(string reason);
}
