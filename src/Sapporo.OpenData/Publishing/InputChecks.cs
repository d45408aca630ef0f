using Npgsql;
using Sapporo.OpenData.Municipalities;

namespace Sapporo.OpenData.Publishing;

/// <summary>Checks over whole files, made on the staged rows.</summary>
internal static class InputChecks
{
    /// <summary>Ids that a file holds twice.</summary>
    public static Task<List<InputProblem>> DuplicatesAsync(NpgsqlConnection connection, InputFile file, CancellationToken cancel) => ReadAsync(
        connection,
        $"select line, id from (select line, id, row_number() over (partition by id order by line) as n from stage_{file.Table} where id in (select id from repeated_{file.Table})) s where n > 1 order by line limit 1000",
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
                problems.AddRange(await DanglingAsync(connection, file, column, touched, cancel));
            }
        }

        return problems;
    }

    // A row comes to dangle where it is fresh, or where what it refers to goes; the others are not looked at.
    private static async Task<List<InputProblem>> DanglingAsync(NpgsqlConnection connection, InputFile file, InputColumn column, HashSet<string> touched, CancellationToken cancel)
    {
        await using var probe = new NpgsqlCommand(
            "select t.typcategory = 'A' from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = ('opendata.' || $1 || '_version')::regclass and a.attname = $2", connection)
        {
            Parameters = { new() { Value = file.Table }, new() { Value = column.En } },
        };
        var isArray = (bool)(await probe.ExecuteScalarAsync(cancel))!;
        var (staged, referred) = (touched.Contains(file.Table), column.References!);
        var gone = new List<string>();
        if (staged)
        {
            gone.AddRange(await TextsAsync(connection, $"select target from (select distinct r.target from {Rows("fresh")}) d where target is not null and not exists (select from next_{referred} t where t.id = d.target)", cancel));
        }

        if (touched.Contains(referred) && await TextsAsync(connection, $"select id from gone_{referred} limit 1", cancel) is { Count: > 0 })
        {
            gone.AddRange(await TextsAsync(connection, $"select distinct r.target from {Rows("next")} where r.target in (select id from gone_{referred})", cancel));
        }

        if (gone.Count == 0)
        {
            return [];
        }

        var lines = staged ? $" left join (select id, min(line) as line from stage_{file.Table} group by id) s on s.id = n.id" : "";
        var sql = $"select {(staged ? "coalesce(s.line, 0)" : "0")}, r.target, n.id from {Rows("next")}{lines} where r.target = any ($1) order by 1, 3 limit 1000";
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = gone } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var problems = new List<InputProblem>();
        while (await reader.ReadAsync(cancel))
        {
            var (at, target, id) = (reader.GetInt32(0), reader.GetString(1), reader.GetString(2));
            var (ja, en) = column.References is "area" or "municipality" && MunicipalityCode.HasLostLeadingZero(target)
                ? InputColumn.LostZero(target) : ($"{InputFile.All.First(known => known.Table == column.References).FileName} にありません。", $"There is no such {column.References}.");
            problems.Add(at > 0
                ? new InputProblem(file.FileName, at, column.Ja, target, ja, en)
                : new InputProblem(file.FileName, 0, column.Ja, target, $"公表中の {id} がこれを参照していますが、なくなります。", $"The published {id} refers to this {column.References}, which would be gone."));
        }

        return problems;

        string Rows(string which) => $"{which}_{file.Table} n cross join lateral {(isArray ? $"unnest(n.{column.En})" : $"(select n.{column.En})")} r (target)";
    }

    /// <summary>Values of published things that are for ever, and that the input would change.</summary>
    public static async Task<List<InputProblem>> ChangedForEverAsync(NpgsqlConnection connection, IReadOnlyList<InputFile> files, HashSet<string> broken, CancellationToken cancel)
    {
        var problems = new List<InputProblem>();
        foreach (var file in files.Where(file => !broken.Contains(file.Table)))
        {
            foreach (var column in file.Columns.Where(column => column.IsForEver))
            {
                problems.AddRange(await ReadAsync(
                    connection,
                    $"""
                    select s.line, last.{column.En}::text from fresh_{file.Table} f join stage_{file.Table} s on s.id = f.id
                      join lateral (select v.{column.En} from opendata.{file.Table}_version v where v.id = f.id order by v.since_release desc limit 1) last on last.{column.En} <> f.{column.En}
                     order by 1 limit 1000
                    """,
                    (line, last) => new InputProblem(file.FileName, line, column.Ja, null, $"公表した値は変えられません：{last}", $"A published value stays for ever: {last}."),
                    cancel));
            }
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
