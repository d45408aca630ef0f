using System.Text.RegularExpressions;
using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>
/// Holds the staged rows against the constraints of their table before they are applied, so that every row that the
/// database would refuse is named by its line, all at once.
/// </summary>
internal static partial class InputConstraints
{
    private const int Limit = 1000;

    /// <summary>Rows of a file that break a check, leave out what must be there, or repeat what must be unique.</summary>
    public static async Task<List<InputProblem>> FindAsync(NpgsqlConnection connection, InputFile file, CancellationToken cancel)
    {
        var problems = new List<InputProblem>();
        foreach (var (kind, expression, columns) in await BrokenAsync(connection, file.Table, await ConstraintsAsync(connection, file.Table, cancel), cancel))
        {
            if (kind == "check" && InputLaws.Covers(file.Table, columns))
            {
                continue;
            }

            var list = string.Join(", ", columns);
            var broken = kind == "unique" ? $"({list}) in (select {list} from next_{file.Table} group by {list} having count(distinct id) > 1)" : $"not ({expression})";
            await using var command = new NpgsqlCommand($"select line, {(Header(file, columns[0]) is { Also.Count: > 0 } shown ? shown.En : columns[0])}::text from stage_{file.Table} where {broken} order by line limit {Limit}", connection);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                var (ja, en) = Describe(file, kind, expression, columns);
                problems.Add(new InputProblem(file.FileName, reader.GetInt32(0), Header(file, columns[0])?.Ja, await reader.IsDBNullAsync(1, cancel) ? null : reader.GetString(1), ja, en));
            }
        }

        if (file.Table == "data_file")
        {
            problems.AddRange(await ViewsAsync(connection, file, cancel));
        }

        return problems;
    }

    // One pass tells which constraints may be broken. A row that does not change keeps those of its own; it may repeat what a fresh one holds.
    private static async Task<List<Constraint>> BrokenAsync(NpgsqlConnection connection, string table, List<Constraint> constraints, CancellationToken cancel)
    {
        var broken = constraints.Select(constraint => constraint.Kind == "unique" ? "true" : $"coalesce(bool_or(not ({constraint.Expression})), false)");
        await using var command = new NpgsqlCommand($"select array[{string.Join(", ", broken)}]::boolean[] from fresh_{table}", connection);
        var flags = (bool[])(await command.ExecuteScalarAsync(cancel))!;
        return [.. constraints.Where((_, i) => flags[i])];
    }

    // What a data file names in the database; rendering would come upon it one by one.
    private static async Task<List<InputProblem>> ViewsAsync(NpgsqlConnection connection, InputFile file, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select s.line, s.view, s.restrict_column, exists (select from opendata.view_columns(s.view)) from stage_data_file s
             where not exists (select from opendata.view_columns(s.view) c where c.name = coalesce(s.restrict_column, c.name)) order by s.line limit {Limit}
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var problems = new List<InputProblem>();
        while (await reader.ReadAsync(cancel))
        {
            problems.Add(reader.GetBoolean(3)
                ? new InputProblem(file.FileName, reader.GetInt32(0), file.Header("restrict_column"), reader.GetString(2), "ビューにこの列はありません。", "The view has no such column.")
                : new InputProblem(file.FileName, reader.GetInt32(0), file.Header("view"), reader.GetString(1), "このビューはありません。", "There is no such view."));
        }

        return problems;
    }

    private static async Task<List<Constraint>> ConstraintsAsync(NpgsqlConnection connection, string table, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            with staged as (select attname, attnum from pg_attribute where attrelid = ('stage_' || $1)::regclass and attnum > 0 and not attisdropped),
                 kept as (select a.attname::text as name, a.attnum, a.attnotnull from pg_attribute a join staged s using (attname) where a.attrelid = ('opendata.' || $1 || '_version')::regclass)
            select 'check', pg_get_expr(c.conbin, c.conrelid), array(select k.name from kept k where k.attnum = any(c.conkey) order by k.name = 'id', k.attnum)
              from pg_constraint c where c.conrelid = ('opendata.' || $1 || '_version')::regclass and c.contype = 'c' and c.conkey <@ array(select k.attnum from kept k)
            union all
            select 'required', k.name || ' is not null', array[k.name] from kept k where k.attnotnull and k.name <> 'revised'
            union all
            select 'unique', '', array(select k.name from kept k where k.attnum = any(i.indkey) order by array_position(i.indkey::int2[], k.attnum) desc)
              from pg_index i where i.indrelid = ('opendata.' || $1 || '_version')::regclass and i.indisunique and i.indpred is not null and not 0 = any(i.indkey)
               and i.indkey::int2[] <@ array(select k.attnum from kept k)
            """, connection)
        { Parameters = { new() { Value = table } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var constraints = new List<Constraint>();
        while (await reader.ReadAsync(cancel))
        {
            // Repeated ids have a check of their own.
            if (await reader.GetFieldValueAsync<string[]>(2, cancel) is { Length: > 0 } columns && (reader.GetString(0), columns[0]) is not ("unique", "id"))
            {
                constraints.Add(new Constraint(reader.GetString(0), reader.GetString(1), columns));
            }
        }

        return constraints;
    }

    private static (string Ja, string En) Describe(InputFile file, string kind, string expression, string[] columns)
    {
        var headers = columns.Select(column => Header(file, column)).Distinct().ToList();
        var ja = string.Join("", headers.Select(header => $"「{header?.Ja ?? "ID"}」"));
        var en = string.Join(", ", headers.Select(header => header?.En ?? "id"));
        if (kind == "unique")
        {
            return ($"{ja}の同じ行がほかにあります。", $"Another row has the same {en}.");
        }

        if (kind == "required")
        {
            return ("空にできません。", "Must not be empty.");
        }

        if (Together().Match(expression) is { Success: true } pair)
        {
            return pair.Groups["not"].Success
                ? ($"{ja}は、どちらか一方だけを書いてください。", $"Give exactly one of {en}.")
                : ($"{ja}は、両方書くか、両方空にしてください。", $"Give both of {en}, or neither.");
        }

        if (Positive().IsMatch(expression))
        {
            return ("1以上の整数で書いてください。", "Expected a whole number of at least 1.");
        }

        if (Composed().Match(expression) is { Success: true } composed)
        {
            return ($"ID は「{Header(file, composed.Groups["a"].Value)?.Ja}」と「{Header(file, composed.Groups["b"].Value)?.Ja}」を - でつないだものにしてください。", $"The id is {composed.Groups["a"].Value} and {composed.Groups["b"].Value}, joined by a hyphen.");
        }

        return Order().Match(expression) is { Success: true } order
            ? ($"「{Header(file, order.Groups["a"].Value)?.Ja}」は「{Header(file, order.Groups["b"].Value)?.Ja}」以前にしてください。", $"{order.Groups["a"].Value} must not be after {order.Groups["b"].Value}.")
            : ($"{ja}がデータベースの決まりに合いません：{expression}", $"{en} against the database's rule {expression}");
    }

    // The input column that fills a database column; those of a KPI value share one.
    private static InputColumn? Header(InputFile file, string column) =>
        file.Columns.FirstOrDefault(known => known.En == column || known.Also.Contains(column, StringComparer.Ordinal))
        ?? file.Columns.Where(known => column.StartsWith(known.En + "_", StringComparison.Ordinal)).MaxBy(known => known.En.Length);

    private sealed record Constraint(string Kind, string Expression, string[] Columns);

    [GeneratedRegex(@"^\(\(\w+ IS NULL\) = \(\w+ IS (?<not>NOT )?NULL\)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Together();

    [GeneratedRegex(@"^\(\w+ > 0\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Positive();

    [GeneratedRegex(@"^\(id = \(\((?<a>\w+) \|\| '-'::text\) \|\| (?<b>\w+)\)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Composed();

    [GeneratedRegex(@"^\((?<a>\w+) <= (?<b>\w+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Order();
}
