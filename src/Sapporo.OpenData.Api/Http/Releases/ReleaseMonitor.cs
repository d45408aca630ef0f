using Microsoft.Extensions.Options;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>Learns of new releases: by NOTIFY at once, and by asking now and then, for lost notifications and replicas.</summary>
public sealed partial class ReleaseMonitor(ReleaseReader reader, CurrentReleaseHolder holder, IOptions<ApiOptions> options, ILogger<ReleaseMonitor> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(options.Value.ReleasePollSeconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(pause, stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogAway(failed.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task ListenAsync(TimeSpan pause, CancellationToken cancel)
    {
        await using var connection = await reader.Listener.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"listen {Publisher.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        while (true)
        {
            holder.Update(await ReleaseReader.NewestAsync(connection, cancel));
            await connection.WaitAsync(pause, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the database: {Reason}")]
    private partial void LogAway(string reason);
}
