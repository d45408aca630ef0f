using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>Stages the files of a directory, checks all of them, and says at once all that is wrong.</summary>
/// <param name="connection">Connection inside the publishing transaction.</param>
/// <param name="stage">Its stage.</param>
/// <param name="progress">Is told how far the reading is.</param>
internal sealed class InputReader(NpgsqlConnection connection, Stage stage, IProgress<PublishProgress>? progress)
{
    private readonly ProblemList problems = new();
    private readonly List<InputWarning> damage = [];
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

    /// <summary>Stages a directory.</summary>
    /// <param name="folder">What to read.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <returns>The files staged, and what is likely wrong in them.</returns>
    /// <exception cref="InputException">The input has problems.</exception>
    public async Task<(IReadOnlyList<InputFile> Files, InputWarnings? Warnings)> StageAsync(InputFolder folder, CancellationToken cancel)
    {
        problems.AddRange(folder.Problems);
        var (done, total) = (0L, folder.Files.Sum(entry => entry.Size));
        foreach (var (file, path, size) in folder.Files)
        {
            var before = problems.Count;
            var start = done;
            var context = await InputContext.LoadAsync(connection, broken, cancel);
            await stage.CreateAsync(file.Table, cancel);
            await stage.CopyAsync(file.Table, Rows(file, path, context, read => progress?.Report(new PublishProgress(PublishPhase.Reading, file.FileName, start + read, total))), cancel);
            await stage.CompareAsync(file, cancel);
            await stage.CreateNextViewAsync(file.Table, isStaged: true, cancel);
            problems.AddRange(await InputChecks.DuplicatesAsync(connection, file, cancel));
            if (problems.Count > before)
            {
                broken.Add(file.Table);
            }

            done += size;
        }

        return await CheckAsync([.. folder.Files.Select(entry => entry.File)], cancel);
    }

    private async Task<(IReadOnlyList<InputFile> Files, InputWarnings? Warnings)> CheckAsync(List<InputFile> files, CancellationToken cancel)
    {
        progress?.Report(new PublishProgress(PublishPhase.Checking));
        problems.AddRange(await InputChecks.ReferencesAsync(connection, files, broken, cancel));
        problems.AddRange(await InputChecks.ChangedForEverAsync(connection, files, broken, cancel));
        problems.AddRange(await InputLaws.BrokenAsync(connection, files, broken, cancel));
        foreach (var file in files)
        {
            problems.AddRange(await InputConstraints.FindAsync(connection, file, cancel));
        }

        var warnings = new InputWarnings(connection, files);
        await warnings.FindInRowsAsync(damage, cancel);
        if (problems.Count > 0)
        {
            throw new InputException(problems.InOrder([.. files.Select(file => file.FileName)]), warnings.All) { Count = problems.Count };
        }

        await warnings.FindMissingAsync(cancel);
        return (files, warnings);
    }

    private IEnumerable<InputRow> Rows(InputFile file, string path, InputContext context, Action<long> read)
    {
        foreach (var (line, cells) in CsvInput.Read(path, file, problems, read))
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
                if (damage.Count < InputWarnings.Limit)
                {
                    damage.AddRange(SpreadsheetDamage.Find(file, line, cells));
                }

                yield return row;
            }
        }
    }
}
