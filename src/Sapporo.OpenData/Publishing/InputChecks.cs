using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>Checks over whole files, made on the staged rows.</summary>
internal static class InputChecks
{
    /// <summary>Ids that a file holds twice.</summary>
    public static Task<List<InputProblem>> DuplicatesAsync(NpgsqlConnection connection, InputFile file, CancellationToken cancel) => ReadAsync(
        connection,
        $"select line, id from (select line, id, row_number() over (partition by id order by line) as n from stage_{file.Table}) s where n > 1 order by line limit 1000",
        (line, id) => new InputProblem(file.FileName, line, null, id, "同じ行（ID）がすでにあります。", "A line with this id stands above."),
        cancel);

    /// <summary>References, among the rows as they would stand after publishing, to what is not there.</summary>
    /// <param name="connection">Connection inside the publishing transaction.</param>
    /// <param name="files">Files staged.</param>
    /// <param name="broken">Tables whose files have problems already; references to them are not judged.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<List<InputProblem>> ReferencesAsync(NpgsqlConnection connection, IReadOnlyList<InputFile> files, HashSet<string> broken, CancellationToken cancel)
    {
        var touched = files.Select(file => file.Table).ToHashSet(StringComparer.Ordinal);
        var problems = new List<InputProblem>();
        foreach (var file in InputFile.All)
        {
            foreach (var column in file.Columns.Where(column => column.References is { } target && !broken.Contains(target) && (touched.Contains(file.Table) || touched.Contains(target))))
            {
                problems.AddRange(await DanglingAsync(connection, file, column, touched.Contains(file.Table), cancel));
            }
        }

        return problems;
    }

    private static async Task<List<InputProblem>> DanglingAsync(NpgsqlConnection connection, InputFile file, InputColumn column, bool staged, CancellationToken cancel)
    {
        await using var probe = new NpgsqlCommand("select data_type = 'ARRAY' from information_schema.columns where table_schema = 'opendata' and table_name = $1 and column_name = $2", connection)
        {
            Parameters = { new() { Value = file.Table + "_version" }, new() { Value = column.En } },
        };
        var isArray = (bool)(await probe.ExecuteScalarAsync(cancel))!;
        var rows = $"next_{file.Table} n" + (isArray ? $", unnest(n.{column.En}) r (target)" : $" cross join lateral (select n.{column.En}) r (target)");
        var gone = await TextsAsync(connection, $"select target from (select distinct r.target from {rows}) d where target is not null and not exists (select from next_{column.References} t where t.id = d.target)", cancel);
        if (gone.Count == 0)
        {
            return [];
        }

        var line = staged ? $"coalesce((select min(line) from stage_{file.Table} s where s.id = n.id), 0)" : "0";
        var sql = $"select {line}, r.target, n.id from {rows} where r.target = any ($1) order by 1, 3 limit 1000";
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = gone } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var problems = new List<InputProblem>();
        while (await reader.ReadAsync(cancel))
        {
            var (at, target, id) = (reader.GetInt32(0), reader.GetString(1), reader.GetString(2));
            problems.Add(at > 0
                ? new InputProblem(file.FileName, at, column.Ja, target, $"参照先（{column.References}）がありません。", $"There is no such {column.References}.")
                : new InputProblem(file.FileName, 0, column.Ja, target, $"公表中の {id} がこれを参照していますが、なくなります。", $"The published {id} refers to this {column.References}, which would be gone."));
        }

        return problems;
    }

    private static async Task<List<string>> TextsAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static async Task<List<InputProblem>> ReadAsync(NpgsqlConnection connection, string sql, Func<int, string, InputProblem> problem, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var problems = new List<InputProblem>();
        while (await reader.ReadAsync(cancel))
        {
            problems.Add(problem(reader.GetInt32(0), reader.GetString(1)));
        }

        return problems;
    }
}
