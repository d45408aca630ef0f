using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>
/// Finds what is likely wrong in the staged rows, inside the publishing transaction. Only rows that the input adds or
/// changes are looked at, so that what was published before is not warned of again.
/// </summary>
/// <param name="connection">Connection inside the publishing transaction.</param>
/// <param name="files">Files staged.</param>
internal sealed class InputWarnings(NpgsqlConnection connection, IReadOnlyList<InputFile> files)
{
    /// <summary>Warnings of one kind that are listed; a mistake made everywhere is understood by then.</summary>
    public const int Limit = 1000;

    private readonly List<InputWarning> warnings = [];

    /// <summary>All that were found, by file and line.</summary>
    public IReadOnlyList<InputWarning> All =>
        [.. warnings.OrderBy(warning => files.TakeWhile(file => file.FileName != warning.File).Count()).ThenBy(warning => warning.Line)];

    /// <summary>Whether a table's file is staged.</summary>
    public bool IsStaged(string table) => files.Any(file => file.Table == table);

    /// <summary>Finds values that are far from what they follow, and traces of spreadsheets.</summary>
    /// <param name="damage">Traces found while reading; those in rows that do not change are left out.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task FindInRowsAsync(IReadOnlyCollection<InputWarning> damage, CancellationToken cancel)
    {
        foreach (var found in damage.GroupBy(warning => warning.File, StringComparer.Ordinal))
        {
            var table = files.First(file => file.FileName == found.Key).Table;
            var fresh = await LinesAsync($"select line from fresh_{table} where line = any ($1)", [.. found.Select(warning => warning.Line)], cancel);
            warnings.AddRange(found.Where(warning => fresh.Contains(warning.Line)).Take(Limit));
        }

        await ValueWarnings.FindAsync(this, cancel);
    }

    /// <summary>Finds rows that would go, and rows that one would expect but are not there; for input without problems.</summary>
    public Task FindMissingAsync(CancellationToken cancel) => CoverageWarnings.FindAsync(this, files, cancel);

    /// <summary>Finds marks that disagree with those computed beside them; after the rows were applied.</summary>
    public Task FindDisagreeingMarksAsync(int release, CancellationToken cancel) => AddAsync(
        $"""
        select {(IsStaged("evaluation") ? "coalesce((select min(s.line) from stage_evaluation s where s.id = c.id), 0)" : "0")}, c.id, e.rating, c.rating, c.reason_ja, c.reason_en
          from opendata.evaluation_check_version c join opendata.evaluation_version e on e.id = c.id and e.until_release is null
         where c.since_release = {release} and c.until_release is null and not c.agrees order by 1, c.id limit {Limit}
        """,
        row => new InputWarning(
            "markDisagrees", "evaluations.csv", row.GetInt32(0), "評価", row.GetString(2),
            $"{row.GetString(1)} の記号は、計算では {row.GetString(3)} です：{row.GetString(4)}。", $"Computing gives {row.GetString(3)} for {row.GetString(1)}: {row.GetString(5)}."),
        cancel);

    /// <summary>Adds a warning for each row of a query.</summary>
    public async Task AddAsync(string sql, Func<NpgsqlDataReader, InputWarning> warning, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            warnings.Add(warning(reader));
        }
    }

    /// <summary>Runs a statement that prepares a query of warnings.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<HashSet<int>> LinesAsync(string sql, int[] among, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = among } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var lines = new HashSet<int>();
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(reader.GetInt32(0));
        }

        return lines;
    }
}
