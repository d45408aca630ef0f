using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Publishing;

/// <summary>What publishing did.</summary>
/// <param name="Release">The new release; null where nothing changed, or on a dry run.</param>
/// <param name="Counts">Rows by resource that the input changes.</param>
public sealed record PublishResult(int? Release, IReadOnlyList<ReleaseCount> Counts);

/// <summary>Publishes a directory of CSV files as a release: all of it in one transaction, or nothing.</summary>
/// <param name="source">Data source in the publisher's role, or the owner's.</param>
public sealed class Publisher(NpgsqlDataSource source)
{
    /// <summary>Channel on which a new release is announced; the payload is its number.</summary>
    public const string Channel = "opendata_release";

    private const long LockKey = 0x5361_7070_6f72_6f02;

    /// <summary>Checks and publishes a directory.</summary>
    /// <param name="directory">Holds files named as <see cref="InputFile.All"/>; the tables of absent files stay as they are.</param>
    /// <param name="note">What the publisher says of the release.</param>
    /// <param name="dryRun">Does everything but commit.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <exception cref="InputException">The input has problems; all that were found are named, and nothing is published.</exception>
    public async Task<PublishResult> PublishAsync(string directory, string? note = null, bool dryRun = false, CancellationToken cancel = default)
    {
        var files = FindFiles(directory);
        var hash = await HashAsync(files.Select(file => file.Path), cancel);
        return await ReleaseAsync(note, hash, dryRun, (connection, stage) => StageAsync(connection, stage, files, cancel), cancel);
    }

    /// <summary>Publishes the state of an earlier release as a new one.</summary>
    /// <param name="release">Release to go back to.</param>
    /// <param name="note">What the publisher says of it; by default that it goes back.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such release.</exception>
    public async Task<PublishResult> RevertAsync(int release, string? note = null, CancellationToken cancel = default)
    {
        var past = (await ReleaseQueries.AllAsync(source, cancel)).FirstOrDefault(known => known.Number == release)
            ?? throw new ArgumentOutOfRangeException(nameof(release), release, $"リリース {release} はありません。 / There is no release {release}.");
        return await ReleaseAsync(note ?? $"リリース {release} の状態に戻した / Back to the state of release {release}", past.InputSha256, dryRun: false, async (_, stage) =>
        {
            // Every table as a whole, whatever scope its file has.
            var files = InputFile.All.Select(file => file with { Scope = [] }).ToList();
            foreach (var file in files)
            {
                await stage.CreateAsync(file.Table, cancel);
                await stage.CopyReleaseAsync(file.Table, release, cancel);
            }

            return files;
        }, cancel);
    }

    // One release, in one transaction: what is staged becomes current, or nothing does.
    private async Task<PublishResult> ReleaseAsync(
        string? note, string hash, bool dryRun, Func<NpgsqlConnection, Stage, Task<IReadOnlyList<InputFile>>> stageInput, CancellationToken cancel)
    {
        Indicators.ValueReader.EnsureNormalisation();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var stage = new Stage(connection);
        await stage.ExecuteAsync($"select pg_advisory_xact_lock({LockKey})", cancel); // a second publisher waits here
        var release = await NextReleaseAsync(connection, cancel);
        var resources = await ResourcesAsync(connection, cancel);
        await RecordReleaseAsync(connection, release, note, hash, cancel);
        foreach (var table in resources.Keys)
        {
            await stage.CreateNextViewAsync(table, null, cancel);
        }

        var staged = await stageInput(connection, stage);
        var counts = await ApplyAsync(connection, stage, staged, release, resources, cancel);
        var changed = resources.Where(pair => counts.Any(count => count.Resource == pair.Value)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var isNew = await new FileRenderer(connection, release).RenderAsync(changed, cancel);
        if ((counts.Count == 0 && !isNew) || dryRun)
        {
            return new PublishResult(null, counts);
        }

        await RecordCountsAsync(connection, counts, cancel);
        await stage.ExecuteAsync($"notify {Channel}, '{release}'", cancel); // delivered with the commit
        await transaction.CommitAsync(cancel);
        return new PublishResult(release, counts);
    }

    private static List<(InputFile File, string Path)> FindFiles(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new InputException([new InputProblem(directory, 0, null, null, "フォルダーがありません。", "There is no such directory.")]);
        }

        var paths = Directory.GetFiles(directory).Where(path => Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        var unknown = paths.Where(path => InputFile.All.All(file => file.FileName != Path.GetFileName(path)))
            .Select(path => new InputProblem(Path.GetFileName(path), 0, null, null, "この名前のファイルは公表の対象ではありません。", $"Not a file that is published; known are {string.Join(", ", InputFile.All.Select(file => file.FileName))}.")).ToList();
        if (unknown.Count > 0)
        {
            throw new InputException(unknown);
        }

        return paths.Count == 0
            ? throw new InputException([new InputProblem(directory, 0, null, null, "CSVファイルがありません。", "There are no CSV files.")])
            : [.. InputFile.All.Select(file => (file, Path.Combine(directory, file.FileName))).Where(pair => File.Exists(pair.Item2))];
    }

    private static async Task<string> HashAsync(IEnumerable<string> paths, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            await using var stream = File.OpenRead(path);
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path)));
            hash.AppendData(await SHA256.HashDataAsync(stream, cancel));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Stages every file, checks all of it, and says at once all that is wrong.
    private static async Task<IReadOnlyList<InputFile>> StageAsync(
        NpgsqlConnection connection, Stage stage, List<(InputFile File, string Path)> files, CancellationToken cancel)
    {
        var problems = new List<InputProblem>();
        var broken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, path) in files)
        {
            var before = problems.Count;
            var context = await InputContext.LoadAsync(connection, broken, cancel);
            await stage.CreateAsync(file.Table, cancel);
            await stage.CopyAsync(file.Table, Rows(file, path, context, problems), cancel);
            await stage.CreateNextViewAsync(file.Table, file, cancel);
            problems.AddRange(await InputChecks.DuplicatesAsync(connection, file, cancel));
            if (problems.Count > before)
            {
                broken.Add(file.Table);
            }
        }

        problems.AddRange(await InputChecks.ReferencesAsync(connection, [.. files.Select(pair => pair.File)], broken, cancel));
        return problems.Count > 0 ? throw new InputException(problems) : [.. files.Select(pair => pair.File)];
    }

    private static IEnumerable<InputRow> Rows(InputFile file, string path, InputContext context, List<InputProblem> problems)
    {
        foreach (var (line, cells) in CsvInput.Read(path, file, problems))
        {
            var before = problems.Count;
            var row = new InputRow(file, line, cells, context, problems);
            foreach (var column in file.Columns)
            {
                column.Read(row);
            }

            file.Complete?.Invoke(row);
            if (problems.Count == before)
            {
                yield return row;
            }
        }
    }

    private static async Task<IReadOnlyList<ReleaseCount>> ApplyAsync(
        NpgsqlConnection connection, Stage stage, IReadOnlyList<InputFile> files, int release, Dictionary<string, string> resources, CancellationToken cancel)
    {
        foreach (var file in files)
        {
            await stage.IdentifyAsync(file.Table, cancel);
        }

        var counts = new List<ReleaseCount>();
        foreach (var file in files)
        {
            try
            {
                counts.Add(await stage.ApplyAsync(file.Table, file, release, resources[file.Table], cancel));
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

        await stage.IdentifyAsync(EvaluationChecks.Table.Table, cancel);
        counts.Add(await stage.ApplyAsync(EvaluationChecks.Table.Table, EvaluationChecks.Table, release, resources[EvaluationChecks.Table.Table], cancel));
        // Last, for it reads what the others have become.
        await stage.CreateAsync(QualityCheck.Table.Table, cancel);
        await stage.ExecuteAsync($"insert into stage_{QualityCheck.Table.Table} select 0, q.* from opendata.quality({release}) q", cancel);
        await stage.IdentifyAsync(QualityCheck.Table.Table, cancel);
        counts.Add(await stage.ApplyAsync(QualityCheck.Table.Table, QualityCheck.Table, release, resources[QualityCheck.Table.Table], cancel));
        return counts.FindAll(count => count.Added + count.Changed + count.Removed > 0);
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
