using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>
/// The SQL of publishing, the same for every versioned table: a stage table that the input is copied into, the difference
/// from what is published, worked out once, a view of the table as it would stand afterwards, and the statements that close
/// what changed and open what is new.
/// </summary>
/// <param name="connection">Connection inside the publishing transaction.</param>
public sealed class Stage(NpgsqlConnection connection)
{
    // So many new rows mislead a planner whose statistics are of before.
    private const int ManyRows = 1000;

    // To look up more rows than these one by one takes longer than to go through the table.
    private const int FewRows = 10_000;

    private const int PieceLength = 65_536;
    private const int PiecesAhead = 8;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\\\n\r\t");

    private readonly Dictionary<string, IReadOnlyList<string>> columns = new(StringComparer.Ordinal);
    private int different;

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
    }

    /// <summary>Stages a table's rows as an earlier release holds them.</summary>
    public async Task CopyReleaseAsync(string table, int release, CancellationToken cancel)
    {
        var names = List(await ColumnsAsync(table, cancel));
        await ExecuteAsync($"insert into stage_{table} (line, {names}) select 0, {names} from opendata.{table}_version where since_release <= {release} and (until_release is null or until_release > {release})", cancel);
    }

    /// <summary>
    /// Works out what the staged rows change: fresh_{table}, those that are new or differ from the published row of their id,
    /// and gone_{table}, the published rows that they replace by none. What rests on these costs nothing where nothing changes.
    /// </summary>
    public async Task CompareAsync(InputFile file, CancellationToken cancel)
    {
        var table = file.Table;
        var names = await ColumnsAsync(table, cancel);
        await ExecuteAsync($"analyze stage_{table} ({List(file.Scope.Prepend("id").Distinct(StringComparer.Ordinal))})", cancel);
        await PlanForAsync(await ScalarAsync($"select count(*) from stage_{table}", cancel), cancel);
        // Of an id that stands twice, which is refused, all lines are fresh: each is judged.
        await ExecuteAsync($"""
            create temporary table repeated_{table} on commit drop as select id from stage_{table} group by id having count(*) > 1;
            create temporary table fresh_{table} on commit drop as
            select s.*, v.id is not null as changed from stage_{table} s left join opendata.{table}_version v on v.id = s.id and v.until_release is null
             where v.id is null or ({List(names, "s.")}) is distinct from ({List(names, "v.")}) or s.id in (select id from repeated_{table});
            analyze fresh_{table};
            create temporary table gone_{table} on commit drop as
            select v.* from {await InScopeAsync(file, cancel)} v where not exists (select from stage_{table} s where s.id = v.id);
            analyze gone_{table}
            """, cancel);
        different += await ScalarAsync($"select (select count(*) from fresh_{table}) + (select count(*) from gone_{table})", cancel);
        await PlanForAsync(different, cancel);
    }

    /// <summary>Makes the view next_{table}: the rows as they would be current after publishing.</summary>
    public async Task CreateNextViewAsync(string table, bool isStaged, CancellationToken cancel)
    {
        var names = List(await ColumnsAsync(table, cancel));
        var rows = $"select {names} from opendata.{table}_version v where until_release is null";
        if (isStaged)
        {
            rows += $" and not exists (select from fresh_{table} f where f.id = v.id) and not exists (select from gone_{table} g where g.id = v.id) union all select {names} from fresh_{table}";
        }

        await ExecuteAsync($"create or replace temporary view next_{table} as select n.*, 0 as since_release, null::integer as until_release, ''::text as search, false as revised from ({rows}) n", cancel);
    }

    /// <summary>Adds the identities of new rows; of all tables first, so that rows may refer to each other.</summary>
    public async Task IdentifyAsync(string table, CancellationToken cancel)
    {
        var added = await ExecuteAsync($"insert into opendata.{table} (id) select f.id from fresh_{table} f where not f.changed and not exists (select from opendata.{table} i where i.id = f.id) order by f.id on conflict do nothing", cancel);
        await RefreshStatisticsAsync(table, added, cancel);
    }

    /// <summary>Ends the spans of rows that changed or went, and opens those that are new, in the order of their indexes; gives the counts.</summary>
    public async Task<ReleaseCount> ApplyAsync(string table, int release, string resource, CancellationToken cancel)
    {
        var names = List(await ColumnsAsync(table, cancel));
        var closed = await ExecuteAsync($"""
            update opendata.{table}_version v set until_release = {release} from (select id from fresh_{table} where changed union all select id from gone_{table}) e
             where v.id = e.id and v.until_release is null
            """, cancel);
        var opened = await ExecuteAsync($"insert into opendata.{table}_version ({names}, since_release, revised) select {names}, {release}, changed from fresh_{table} order by id", cancel);
        var changed = await ScalarAsync($"select count(*) from fresh_{table} where changed", cancel);
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

    // Also where a tenth of a small table is new, or nothing is known of it (-1 rows): rendering joins such tables with large ones.
    private Task RefreshStatisticsAsync(string table, int added, CancellationToken cancel) => ExecuteAsync(
        $"select opendata.refresh_statistics('{table}') from pg_class where oid = 'opendata.{table}_version'::regclass and ({added} > {ManyRows} or reltuples < 10 * {added})", cancel);

    // Few rows are looked up. For many, no going through rows again and again: the planner knows too little of those that were
    // just written, and takes them for few.
    private Task<int> PlanForAsync(int rows, CancellationToken cancel) => ExecuteAsync($"set local enable_nestloop = {(rows > FewRows ? "off" : "on")}", cancel);

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

    // The published rows that a file speaks of. Those without a null are found by their columns; those with one are few, and
    // are compared as text, which tells null from empty and can be hashed: one pass, where "is not distinct from" is a search for every row.
    private async Task<string> InScopeAsync(InputFile file, CancellationToken cancel)
    {
        var current = $"select v.* from opendata.{file.Table}_version v where v.until_release is null";
        if (file.Scope.Count == 0)
        {
            return $"({current})";
        }

        await ExecuteAsync($"create temporary table scope_{file.Table} on commit drop as select distinct {List(file.Scope)} from stage_{file.Table}; analyze scope_{file.Table}", cancel);
        var (published, scope) = (List(file.Scope, "v."), List(file.Scope, "c."));
        return $"""
            ({current} and ({published}) in (select {scope} from scope_{file.Table} c)
             union all {current} and not ({published}) is not null and row({published})::text in (select row({scope})::text from scope_{file.Table} c where not ({scope}) is not null))
            """;
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
