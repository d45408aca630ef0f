using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>
/// The SQL of publishing, the same for every versioned table: a stage table that the input is copied into, a view of the
/// table as it would stand afterwards, and the statements that close what changed and open what is new.
/// </summary>
/// <param name="connection">Connection inside the publishing transaction.</param>
public sealed class Stage(NpgsqlConnection connection)
{
    // So many new rows mislead a planner whose statistics are of before.
    private const int ManyRows = 1000;

    private const int PieceLength = 65_536;
    private const int PiecesAhead = 8;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\\\n\r\t");

    private readonly Dictionary<string, IReadOnlyList<string>> columns = new(StringComparer.Ordinal);

    /// <summary>Makes an empty stage table; it goes with the transaction.</summary>
    public async Task CreateAsync(string table, CancellationToken cancel)
    {
        var names = await ColumnsAsync(table, cancel);
        await ExecuteAsync($"create temporary table stage_{table} on commit drop as select 0 as line, {List(names)} from opendata.{table}_version with no data", cancel);
    }

    /// <summary>Copies rows into the stage table; a column that a row does not stage is null.</summary>
    public async Task CopyAsync(string table, IEnumerable<InputRow> rows, CancellationToken cancel)
    {
        var names = await ColumnsAsync(table, cancel);
        var pieces = Channel.CreateBounded<string>(PiecesAhead); // rows are read while others are on their way
        var reading = Task.Run(() => WritePiecesAsync(names, rows, pieces.Writer, cancel), cancel);
        await using (var writer = await connection.BeginTextImportAsync($"copy stage_{table} (line, {List(names)}) from stdin", cancel))
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancel))
            {
                await writer.WriteAsync(piece.AsMemory(), cancel);
            }

            await reading;
        }

        await IndexAsync(table, cancel); // the checks look rows up by id
    }

    /// <summary>Stages a table's rows as an earlier release holds them.</summary>
    public async Task CopyReleaseAsync(string table, int release, CancellationToken cancel)
    {
        var names = List(await ColumnsAsync(table, cancel));
        await ExecuteAsync($"insert into stage_{table} (line, {names}) select 0, {names} from opendata.{table}_version where since_release <= {release} and (until_release is null or until_release > {release})", cancel);
    }

    /// <summary>Makes the view next_{table}: the rows as they would be current after publishing.</summary>
    public async Task CreateNextViewAsync(string table, InputFile? staged, CancellationToken cancel)
    {
        var names = await ColumnsAsync(table, cancel);
        if (staged is { Scope.Count: > 0 })
        {
            await ExecuteAsync($"create temporary table scope_{table} on commit drop as select distinct row({List(staged.Scope)})::text as scope from stage_{table}; analyze scope_{table}", cancel);
        }

        var current = $"select {List(names)} from opendata.{table}_version v where until_release is null";
        var rows = staged is null ? current : $"{current} and not {Replaced(table, staged)} union all select {List(names)} from stage_{table}";
        await ExecuteAsync($"create or replace temporary view next_{table} as select n.*, 0 as since_release, null::integer as until_release, ''::text as search, false as revised from ({rows}) n", cancel);
    }

    /// <summary>Adds the identities of new rows; of all tables first, so that rows may refer to each other.</summary>
    public async Task IdentifyAsync(string table, CancellationToken cancel)
    {
        await IndexAsync(table, cancel);
        var added = await ExecuteAsync($"insert into opendata.{table} (id) select s.id from stage_{table} s where not exists (select from opendata.{table} i where i.id = s.id) on conflict do nothing", cancel);
        await RefreshStatisticsAsync(table, added, cancel);
    }

    /// <summary>Ends the spans of rows that changed or went, and opens those that are new, in the order of their indexes; gives the counts.</summary>
    public async Task<ReleaseCount> ApplyAsync(string table, InputFile staged, int release, string resource, CancellationToken cancel)
    {
        var names = await ColumnsAsync(table, cancel);
        var closed = await ExecuteAsync($"""
            update opendata.{table}_version v set until_release = {release}
             where until_release is null and {Replaced(table, staged)}
               and not exists (select from stage_{table} s where s.id = v.id and ({List(names, "s.")}) is not distinct from ({List(names, "v.")}))
            """, cancel);
        var opened = await ExecuteAsync($"""
            insert into opendata.{table}_version ({List(names)}, since_release, revised)
            select {List(names, "s.")}, {release}, exists (select from opendata.{table}_version o where o.id = s.id and o.until_release = {release}) from stage_{table} s
             where not exists (select from opendata.{table}_version v where v.id = s.id and v.until_release is null)
             order by s.id
            """, cancel);
        var changed = await ScalarAsync($"select count(*) from opendata.{table}_version where since_release = {release} and revised", cancel);
        await RefreshStatisticsAsync(table, opened, cancel);
        var current = await ScalarAsync($"select count(*) from opendata.{table}_version where until_release is null", cancel);
        return new ReleaseCount { Release = release, Resource = resource, Added = opened - changed, Changed = changed, Removed = closed - changed, Current = current };
    }

    /// <summary>Runs a statement of ours; table and column names come from the schema, never from input.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private Task RefreshStatisticsAsync(string table, int added, CancellationToken cancel) =>
        added > ManyRows ? ExecuteAsync($"select opendata.refresh_statistics('{table}')", cancel) : Task.CompletedTask;

    private Task<int> IndexAsync(string table, CancellationToken cancel) =>
        ExecuteAsync($"create index if not exists stage_{table}_id on stage_{table} (id); analyze stage_{table}", cancel);

    private async Task<int> ScalarAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (int)(long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync(string table, CancellationToken cancel)
    {
        if (!columns.TryGetValue(table, out var names))
        {
            await using var command = new NpgsqlCommand("""
                select array_agg(attname::text order by attnum) from pg_attribute
                 where attrelid = ('opendata.' || $1 || '_version')::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                   and attname not in ('since_release', 'until_release', 'revised')
                """, connection)
            { Parameters = { new() { Value = table } } };
            columns[table] = names = (string[])(await command.ExecuteScalarAsync(cancel))!;
        }

        return names;
    }

    // Whether the current row v is in the scope that the staged rows speak of. Compared as text, which tells null from empty
    // and can be hashed: one pass, where "is not distinct from" is a search for every row.
    private static string Replaced(string table, InputFile staged)
    {
        if (staged.Scope.Count == 0)
        {
            return "true";
        }

        return $"(row({List(staged.Scope, "v.")})::text in (select scope from scope_{table}) or exists (select from stage_{table} s where s.id = v.id))";
    }

    private static string List(IEnumerable<string> names, string prefix = "") => string.Join(", ", names.Select(name => prefix + name));

    private static async Task WritePiecesAsync(IReadOnlyList<string> names, IEnumerable<InputRow> rows, ChannelWriter<string> pieces, CancellationToken cancel)
    {
        try
        {
            var piece = new StringBuilder();
            foreach (var row in rows)
            {
                piece.Append(row.Line);
                foreach (var name in names)
                {
                    AppendCell(piece.Append('\t'), row.Staged.GetValueOrDefault(name));
                }

                if (piece.Append('\n').Length >= PieceLength)
                {
                    await pieces.WriteAsync(piece.ToString(), cancel);
                    piece.Clear();
                }
            }

            await pieces.WriteAsync(piece.ToString(), cancel);
            pieces.Complete();
        }
        catch (Exception failed)
        {
            pieces.Complete(failed);
        }
    }

    // Text format of COPY.
    private static void AppendCell(StringBuilder line, string? value)
    {
        if (value is null)
        {
            line.Append(@"\N");
            return;
        }

        if (!value.AsSpan().ContainsAny(Escaped))
        {
            line.Append(value);
            return;
        }

        foreach (var character in value)
        {
            _ = character switch
            {
                '\\' => line.Append(@"\\"),
                '\n' => line.Append(@"\n"),
                '\r' => line.Append(@"\r"),
                '\t' => line.Append(@"\t"),
                _ => line.Append(character),
            };
        }
    }
}
