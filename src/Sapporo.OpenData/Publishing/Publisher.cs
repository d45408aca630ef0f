using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Publishing;

/// <summary>What publishing did.</summary>
/// <param name="Release">The new release; null where nothing changed, or on a dry run.</param>
/// <param name="Counts">Rows by resource that the input changes.</param>
public sealed record PublishResult(int? Release, IReadOnlyList<ReleaseCount> Counts)
{
    /// <summary>Number of the release that was made or, on a dry run, would be; null where nothing changes.</summary>
    public int? Number { get; init; } = Release;

    /// <summary>What is likely wrong in the input.</summary>
    public IReadOnlyList<InputWarning> Warnings { get; init; } = [];
}

/// <summary>Publishes a directory of CSV files as a release: all of it in one transaction, or nothing.</summary>
/// <param name="source">Data source in the publisher's role, or the owner's.</param>
public sealed class Publisher(NpgsqlDataSource source)
{
    /// <summary>Channel on which a new release is announced; the payload is its number.</summary>
    public const string Channel = "opendata_release";

    // Memory that keeps the sorts of a million rows from going to and fro the disk.
    private const string BulkSettings = "set local work_mem = '64MB'";

    private const long LockKey = 0x5361_7070_6f72_6f02;

    // A publisher that waits longer than this says so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Checks and publishes a directory.</summary>
    /// <param name="directory">Holds files named as <see cref="InputFile.All"/>; the tables of absent files stay as they are.</param>
    /// <param name="note">What the publisher says of the release.</param>
    /// <param name="dryRun">Does everything but commit.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <exception cref="InputException">The input has problems; all that were found are named, and nothing is published.</exception>
    public Task<PublishResult> PublishAsync(string directory, string? note = null, bool dryRun = false, CancellationToken cancel = default) =>
        PublishAsync(directory, new PublishOptions { Note = note, DryRun = dryRun }, cancel);

    /// <summary>Checks and publishes a directory.</summary>
    /// <param name="directory">Holds files named as <see cref="InputFile.All"/>; the tables of absent files stay as they are.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <exception cref="InputException">The input has problems; all that were found are named, and nothing is published.</exception>
    /// <exception cref="PublicationUnderWayException">Another publication is under way, and waiting was not wanted.</exception>
    public async Task<PublishResult> PublishAsync(string directory, PublishOptions options, CancellationToken cancel = default)
    {
        var folder = InputFolder.Open(directory);
        var hash = await folder.HashAsync(cancel);
        return await ReleaseAsync(options, hash, (connection, stage) => new InputReader(connection, stage, options.Progress).StageAsync(folder, cancel), cancel);
    }

    /// <summary>Publishes the state of an earlier release as a new one.</summary>
    /// <param name="release">Release to go back to.</param>
    /// <param name="note">What the publisher says of it; by default that it goes back.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such release.</exception>
    public Task<PublishResult> RevertAsync(int release, string? note = null, CancellationToken cancel = default) =>
        RevertAsync(release, new PublishOptions { Note = note }, cancel);

    /// <summary>Publishes the state of an earlier release as a new one.</summary>
    /// <param name="release">Release to go back to.</param>
    /// <param name="options">How; the note says by default that it goes back.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such release.</exception>
    /// <exception cref="PublicationUnderWayException">Another publication is under way, and waiting was not wanted.</exception>
    public async Task<PublishResult> RevertAsync(int release, PublishOptions options, CancellationToken cancel = default)
    {
        var past = (await ReleaseQueries.AllAsync(source, cancel)).FirstOrDefault(known => known.Number == release)
            ?? throw new ArgumentOutOfRangeException(nameof(release), release, $"リリース {release} はありません。 / There is no release {release}.");
        var noted = options with { Note = options.Note ?? $"リリース {release} の状態に戻した / Back to the state of release {release}" };
        return await ReleaseAsync(noted, past.InputSha256, async (_, stage) =>
        {
            // Every table as a whole, whatever scope its file has.
            var files = InputFile.All.Select(file => file with { Scope = [] }).ToList();
            foreach (var file in files)
            {
                await stage.CreateAsync(file.Table, cancel);
                await stage.CopyReleaseAsync(file.Table, release, cancel);
                await stage.CompareAsync(file, cancel);
            }

            return (files, null);
        }, cancel);
    }

    // One release, in one transaction: what is staged becomes current, or nothing does.
    private async Task<PublishResult> ReleaseAsync(
        PublishOptions options, string hash, Func<NpgsqlConnection, Stage, Task<(IReadOnlyList<InputFile> Files, InputWarnings? Warnings)>> stageInput, CancellationToken cancel)
    {
        Indicators.ValueReader.EnsureNormalisation();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var stage = new Stage(connection);
        await stage.ExecuteAsync(BulkSettings, cancel);
        await LockAsync(connection, options, cancel);
        var release = await NextReleaseAsync(connection, cancel);
        var resources = await ResourcesAsync(connection, cancel);
        await RecordReleaseAsync(connection, release, options.Note, hash, cancel);
        foreach (var table in resources.Keys)
        {
            await stage.CreateNextViewAsync(table, isStaged: false, cancel);
        }

        var (staged, warnings) = await stageInput(connection, stage);
        var counts = await ApplyAsync(connection, stage, staged, release, resources, options.Progress, cancel);
        await (warnings?.FindDisagreeingMarksAsync(release, cancel) ?? Task.CompletedTask);
        var changed = resources.Where(pair => counts.Any(count => count.Resource == pair.Value)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        options.Progress?.Report(new PublishProgress(PublishPhase.Rendering));
        var isNew = await new FileRenderer(connection, release).RenderAsync(changed, cancel);
        if (options.Preview is { } preview)
        {
            await preview(PublishPreview.ReadAsync(connection, release, resources.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal), cancel));
        }

        var result = new PublishResult(null, counts) { Number = counts.Count > 0 || isNew ? release : null, Warnings = warnings?.All ?? [] };
        if (result.Number is null || options.DryRun)
        {
            return result;
        }

        await RecordCountsAsync(connection, counts, cancel);
        await stage.ExecuteAsync($"update opendata.release set published_at = clock_timestamp() where number = {release}", cancel); // as late as can be
        await stage.ExecuteAsync($"notify {Channel}, '{release}'", cancel); // delivered with the commit
        await transaction.CommitAsync(cancel);
        return result with { Release = release };
    }

    // One publication at a time; the lock goes with the transaction.
    private static async Task LockAsync(NpgsqlConnection connection, PublishOptions options, CancellationToken cancel)
    {
        await using var attempt = new NpgsqlCommand($"select pg_try_advisory_xact_lock({LockKey})", connection);
        if ((bool)(await attempt.ExecuteScalarAsync(cancel))!)
        {
            return;
        }

        if (options.NoWait)
        {
            throw new PublicationUnderWayException();
        }

        await using var wait = new NpgsqlCommand($"select pg_advisory_xact_lock({LockKey})", connection);
        var locked = wait.ExecuteNonQueryAsync(cancel);
        if (await Task.WhenAny(locked, Task.Delay(Patience, cancel)) != locked)
        {
            options.Progress?.Report(new PublishProgress(PublishPhase.Waiting));
        }

        await locked;
    }

    private static async Task<IReadOnlyList<ReleaseCount>> ApplyAsync(
        NpgsqlConnection connection, Stage stage, IReadOnlyList<InputFile> files, int release, Dictionary<string, string> resources, IProgress<PublishProgress>? progress, CancellationToken cancel)
    {
        foreach (var file in files)
        {
            await stage.IdentifyAsync(file.Table, cancel);
        }

        var counts = new List<ReleaseCount>();
        foreach (var file in files)
        {
            progress?.Report(new PublishProgress(PublishPhase.Applying, file.FileName, counts.Count, files.Count));
            try
            {
                counts.Add(await stage.ApplyAsync(file.Table, release, resources[file.Table], cancel));
            }
            catch (PostgresException refused) when (refused.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                throw new InputException([new InputProblem(file.FileName, 0, refused.ColumnName, refused.Detail, $"データベースの制約（{refused.ConstraintName}）に反します。", $"Refused by the database: {refused.MessageText}")]);
            }
        }

        await using (var context = OpenDataContext.Over(connection))
        {
            var evaluations = await context.Set<Evaluation>().AsNoTracking().Where(evaluation => evaluation.UntilRelease == null).ToListAsync(cancel);
            await EvaluationChecks.StageAsync(stage, await InputContext.LoadAsync(connection, new HashSet<string>(), cancel), evaluations, cancel);
        }

        await ApplyComputedAsync(EvaluationChecks.Table);
        // Last, for it reads what the others have become.
        await stage.CreateAsync(QualityCheck.Table.Table, cancel);
        await stage.ExecuteAsync($"insert into stage_{QualityCheck.Table.Table} select 0, q.* from opendata.quality({release}) q", cancel);
        await ApplyComputedAsync(QualityCheck.Table);
        return counts.FindAll(count => count.Added + count.Changed + count.Removed > 0);

        async Task ApplyComputedAsync(InputFile computed)
        {
            await stage.CompareAsync(computed, cancel);
            await stage.IdentifyAsync(computed.Table, cancel);
            counts.Add(await stage.ApplyAsync(computed.Table, release, resources[computed.Table], cancel));
        }
    }

    private static async Task<int> NextReleaseAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(number), 0) + 1 from opendata.release", connection);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<Dictionary<string, string>> ResourcesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select name, resource from opendata.versioned_table", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var resources = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            resources.Add(reader.GetString(0), reader.GetString(1));
        }

        return resources;
    }

    private static async Task RecordReleaseAsync(NpgsqlConnection connection, int release, string? note, string hash, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("insert into opendata.release (number, published_at, note, input_sha256) values ($1, clock_timestamp(), $2, $3)", connection)
        {
            Parameters = { new() { Value = release }, new() { Value = (object?)note ?? DBNull.Value, DataTypeName = "text" }, new() { Value = hash } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task RecordCountsAsync(NpgsqlConnection connection, IEnumerable<ReleaseCount> counts, CancellationToken cancel)
    {
        foreach (var count in counts)
        {
            await using var command = new NpgsqlCommand("insert into opendata.release_count (release, resource, added, changed, removed, current) values ($1, $2, $3, $4, $5, $6)", connection)
            {
                Parameters = { new() { Value = count.Release }, new() { Value = count.Resource }, new() { Value = count.Added }, new() { Value = count.Changed }, new() { Value = count.Removed }, new() { Value = count.Current } },
            };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
