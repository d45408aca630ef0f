using System.Text.Json;
using Sapporo.OpenData.Api.Catalogue.Files;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>The first rows of a data file.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">Rows, a text for each column; null where a cell is empty.</param>
public sealed record FilePreview(CatalogueFile File, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    private const int MostRows = 10;

    /// <summary>Reads no more of the stored JSON, which has a row a line, than it shows.</summary>
    public static async Task<FilePreview> ReadAsync(StoredContentReader contents, CatalogueFile file, CancellationToken cancel)
    {
        await using var content = await contents.OpenAsync(file.Json.Content.Content, default, cancel);
        using var lines = new StreamReader(content);
        var rows = new List<IReadOnlyList<string?>>();
        while (rows.Count < MostRows && await lines.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith('{'))
            {
                using var row = JsonDocument.Parse(line.TrimEnd(','));
                rows.Add([.. file.Columns.Select(column => row.RootElement.TryGetProperty(column.Header, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null)]);
            }
        }

        return new FilePreview(file, rows);
    }
}
