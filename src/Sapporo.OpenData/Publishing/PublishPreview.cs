using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>One row that publishing would add, change or remove.</summary>
/// <param name="Resource">Public name of the resource.</param>
/// <param name="Id">Id of the row.</param>
/// <param name="Kind">added, changed or removed.</param>
/// <param name="Fields">For a changed row, the fields that differ; else empty.</param>
public sealed record PublishPreview(string Resource, string Id, string Kind, IReadOnlyList<FieldDifference> Fields)
{
    // Parts of a KPI value; the column of the input is what stands before.
    private static readonly string[] ValueParts = ["text", "kind", "amount", "unit", "per", "comparison", "each", "approximate", "provisional", "period", "parts", "reason"];

    /// <summary>Reads off the change feed what a release that is not yet committed holds, by resource and id.</summary>
    internal static async IAsyncEnumerable<PublishPreview> ReadAsync(
        NpgsqlConnection connection, int release, IReadOnlyDictionary<string, string> tables, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select resource, id, kind, before::text, after::text from opendata.change where release = $1 order by resource, id", connection) { Parameters = { new() { Value = release } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (resource, kind) = (reader.GetString(0), reader.GetString(2));
            var file = InputFile.All.FirstOrDefault(file => file.Table == tables[resource]);
            yield return new PublishPreview(resource, reader.GetString(1), kind, kind == "changed" ? Compare(file, reader.GetString(3), reader.GetString(4)) : []);
        }
    }

    private static List<FieldDifference> Compare(InputFile? file, string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        return [.. now.RootElement.EnumerateObject()
            .Where(field => !JsonElement.DeepEquals(field.Value, old.RootElement.GetProperty(field.Name)))
            .Select(field => Difference(file, field.Name, old.RootElement.GetProperty(field.Name).Clone(), field.Value.Clone()))];
    }

    private static FieldDifference Difference(InputFile? file, string column, JsonElement old, JsonElement now)
    {
        var part = Array.Find(ValueParts, part => column.EndsWith("_" + part, StringComparison.Ordinal));
        var known = file?.Columns.FirstOrDefault(known => known.En == column);
        var value = known is null && part is not null ? file?.Columns.FirstOrDefault(known => known.En == column[..^(part.Length + 1)]) : null;
        return value is null
            ? new FieldDifference(InputFile.CamelCase(column), known?.Ja, old, now)
            : new FieldDifference($"{InputFile.CamelCase(value.En)}.{part}", part == "text" ? value.Ja : null, old, now);
    }
}

/// <summary>A field that differs.</summary>
/// <param name="Field">Name in camel case; the parts of a value follow a dot (actual.text).</param>
/// <param name="Header">Column of the input file in Japanese; null where none holds it as such.</param>
/// <param name="Old">Before.</param>
/// <param name="New">After.</param>
public sealed record FieldDifference(string Field, string? Header, JsonElement Old, JsonElement New);
