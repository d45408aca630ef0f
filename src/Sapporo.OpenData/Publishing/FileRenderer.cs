using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Publishing;

/// <summary>
/// Renders, inside the publishing transaction, the data files whose rows or definition changed, and notes which datasets
/// a release changed: their description, or the bytes of a file.
/// </summary>
/// <param name="connection">Connection inside the publishing transaction.</param>
/// <param name="release">The release being made.</param>
internal sealed class FileRenderer(NpgsqlConnection connection, int release)
{
    // A view over the states of datasets changes because others do: it is rendered after them.
    private const string StateTable = "dataset_state";

    // Part of every definition: raise it when the way of writing files changes.
    private const string WriterVersion = "1";

    /// <summary>Renders what needs it.</summary>
    /// <param name="changed">Versioned tables whose rows the release changes.</param>
    /// <param name="cancel">Rolls back.</param>
    /// <returns>True where a dataset changed.</returns>
    public async Task<bool> RenderAsync(IReadOnlySet<string> changed, CancellationToken cancel)
    {
        var files = await FilesAsync(cancel);
        foreach (var file in files.Where(file => !file.ReadsStates && (file.IsRedefined || file.Tables.Overlaps(changed))))
        {
            await using var writer = await WriteAsync(file, cancel);
            await StoreAsync(file, writer, cancel);
        }

        var last = files.Where(file => file.ReadsStates).ToList();
        var datasets = last.Select(file => file.File.Dataset).Distinct(StringComparer.Ordinal).ToArray();
        var count = await NoteStatesAsync(datasets, cancel);
        foreach (var dataset in datasets)
        {
            count += await RenderLastAsync(dataset, last.FindAll(file => file.File.Dataset == dataset), cancel);
        }

        return count > 0;
    }

    // Such a file also states its own dataset's last change: where it has changed without it, that is noted before it is rendered for good.
    private async Task<int> RenderLastAsync(string dataset, List<RenderTask> files, CancellationToken cancel)
    {
        var differs = false;
        foreach (var file in files)
        {
            await using var trial = await WriteAsync(file, cancel);
            differs |= file.DiffersFrom(trial);
        }

        var noted = await NoteStateAsync(dataset, differs, cancel);
        foreach (var file in noted > 0 ? files : [])
        {
            await using var writer = await WriteAsync(file, cancel);
            await StoreAsync(file, writer, cancel);
        }

        return noted;
    }

    private async Task<List<RenderTask>> FilesAsync(CancellationToken cancel)
    {
        await using var context = OpenDataContext.Over(connection);
        var files = await context.Set<DataFile>().AsNoTracking().Where(file => file.UntilRelease == null).OrderBy(file => file.Id).ToListAsync(cancel);
        var latest = (await context.Set<FileRendition>().AsNoTracking().OrderBy(rendition => rendition.Release).ToListAsync(cancel))
            .GroupBy(rendition => (rendition.DataFile, rendition.Format)).ToDictionary(group => group.Key, group => group.Last());
        var tasks = new List<RenderTask>();
        foreach (var file in files)
        {
            var columns = await ColumnsAsync(file, cancel);
            var tables = await TextsAsync("select opendata.view_tables($1)", file.View, cancel);
            var sql = await TextsAsync("select opendata.view_definition($1)", file.View, cancel);
            var columnsJson = JsonSerializer.Serialize(columns, JsonSerializerOptions.Web);
            var definition = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [WriterVersion, sql[0], columnsJson, file.RestrictColumn, file.RestrictValue]))));
            tasks.Add(new RenderTask(
                file, columns, columnsJson, definition, tables.Select(table => table.Replace("_version", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal),
                latest.GetValueOrDefault((file.Id, "csv")), latest.GetValueOrDefault((file.Id, "json"))));
        }

        return tasks;
    }

    private async Task<List<DataFileColumn>> ColumnsAsync(DataFile file, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select name, type, comment from opendata.view_columns($1)", connection) { Parameters = { new() { Value = file.View } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var columns = new List<DataFileColumn>();
        while (await reader.ReadAsync(cancel))
        {
            columns.Add(DataFileColumn.Read(reader.GetString(0), columns.Count + 1, reader.GetString(1), await reader.IsDBNullAsync(2, cancel) ? null : reader.GetString(2)));
        }

        if (columns.Count == 0)
        {
            throw Refuse("view", file.View, "このビューはありません。", "There is no such view.");
        }

        return file.RestrictColumn is { } name && columns.TrueForAll(column => column.Header != name)
            ? throw Refuse("restrict_column", name, "ビューにこの列はありません。", "The view has no such column.")
            : columns;
    }

    private async Task<List<string>> TextsAsync(string sql, string view, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = view } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private async Task<FileWriter> WriteAsync(RenderTask task, CancellationToken cancel)
    {
        var writer = new FileWriter(task.Columns);
        await using var command = new NpgsqlCommand(DataFileQuery.Rows(task.File), connection);
        if (DataFileQuery.Restriction(task.File) is { } value)
        {
            command.Parameters.Add(value);
        }

        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            await writer.WriteAsync(reader, cancel);
        }
        catch (Exception failed)
        {
            await writer.DisposeAsync();
            if (task.File.RestrictValue is { } found && failed is PostgresException { SqlState: PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.NumericValueOutOfRange })
            {
                throw Refuse("restrict_value", found, "この列の値として読めません。", "No value of that column.");
            }

            throw;
        }

        return writer;
    }

    private async Task StoreAsync(RenderTask task, FileWriter writer, CancellationToken cancel)
    {
        foreach (var (format, rendered, last) in new[] { ("csv", writer.Csv, task.Csv), ("json", writer.Json, task.Json) })
        {
            if (!task.Differs(last, rendered))
            {
                await NoteDefinitionAsync(task, last!, cancel);
                continue;
            }

            await rendered.StoreAsync(connection, cancel);
            await using var record = new NpgsqlCommand("insert into opendata.file_rendition (data_file, format, release, sha256, rows, columns, definition) values ($1, $2, $3, $4, $5, $6::jsonb, $7)", connection)
            {
                Parameters = { new() { Value = task.File.Id }, new() { Value = format }, new() { Value = release }, new() { Value = rendered.Sha256 }, new() { Value = writer.Rows }, new() { Value = task.ColumnsJson }, new() { Value = task.Definition } },
            };
            await record.ExecuteNonQueryAsync(cancel);
        }
    }

    // The same bytes by another definition: noted, or they would be rendered again with every release.
    private async Task NoteDefinitionAsync(RenderTask task, FileRendition last, CancellationToken cancel)
    {
        if (last.Definition != task.Definition)
        {
            await using var command = new NpgsqlCommand("update opendata.file_rendition set definition = $4 where data_file = $1 and format = $2 and release = $3", connection)
            {
                Parameters = { new() { Value = last.DataFile }, new() { Value = last.Format }, new() { Value = last.Release }, new() { Value = task.Definition } },
            };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    // All datasets but those that are rendered last, and those that are withdrawn.
    private async Task<int> NoteStatesAsync(string[] except, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into opendata.dataset_state (dataset, release, digest)
            select d.id, $1, opendata.dataset_digest(d.id) from opendata.dataset d
             where not d.id = any ($2)
               and ((select s.digest from opendata.dataset_state s where s.dataset = d.id order by s.release desc limit 1) is distinct from opendata.dataset_digest(d.id)
                    or exists (select from opendata.file_rendition r join opendata.data_file_version f on f.id = r.data_file and f.until_release is null where f.dataset = d.id and r.release = $1))
            """, connection)
        { Parameters = { new() { Value = release }, new() { Value = except } } };
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<int> NoteStateAsync(string dataset, bool differs, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into opendata.dataset_state (dataset, release, digest) select $2, $1, opendata.dataset_digest($2)
             where $3 or (select s.digest from opendata.dataset_state s where s.dataset = $2 order by s.release desc limit 1) is distinct from opendata.dataset_digest($2)
            """, connection)
        { Parameters = { new() { Value = release }, new() { Value = dataset }, new() { Value = differs } } };
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static InputException Refuse(string column, string found, string messageJa, string messageEn) =>
        new([new InputProblem(CatalogueInput.DataFiles.FileName, 0, CatalogueInput.DataFiles.Header(column), found, messageJa, messageEn)]);

    private sealed record RenderTask(
        DataFile File, IReadOnlyList<DataFileColumn> Columns, string ColumnsJson, string Definition, HashSet<string> Tables, FileRendition? Csv, FileRendition? Json)
    {
        public bool ReadsStates => Tables.Contains(StateTable);

        public bool IsRedefined => Csv?.Definition != Definition || Json?.Definition != Definition;

        public bool DiffersFrom(FileWriter trial) => Differs(Csv, trial.Csv) || Differs(Json, trial.Json);

        // Another definition that gives the same bytes under the same columns is no change.
        public bool Differs(FileRendition? last, RenderedFile rendered) => last is null || last.Sha256 != rendered.Sha256 || !last.ReadColumns().SequenceEqual(Columns);
    }
}
