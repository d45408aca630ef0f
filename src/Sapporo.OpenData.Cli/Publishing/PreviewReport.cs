using System.Text.Json;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>
/// Keeps the differences that publishing would make until they are printed, which is after the transaction: whoever
/// reads slowly must not keep others from publishing.
/// </summary>
/// <param name="asJson">Whole as JSON, in a temporary file; else the first lines as text.</param>
internal sealed class PreviewReport(bool asJson) : IAsyncDisposable
{
    private const int MaxLines = 200;
    private const int MaxText = 100;
    private readonly List<string> lines = [];
    private readonly FileStream? spool = asJson ? new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose | FileOptions.Asynchronous) : null;
    private long count;

    /// <summary>Takes the differences.</summary>
    public async Task TakeAsync(IAsyncEnumerable<PublishPreview> changes)
    {
        await foreach (var change in changes)
        {
            if (spool is not null)
            {
                await spool.WriteAsync(count++ == 0 ? "["u8.ToArray() : ",\n"u8.ToArray());
                await spool.WriteAsync(ReportJson.Bytes(new { change.Resource, change.Id, change.Kind, Fields = change.Fields.Select(field => new { field.Field, field.Old, field.New }) }));
                continue;
            }

            Add($"{Sign(change.Kind)} {change.Resource} {change.Id}");
            foreach (var field in change.Fields)
            {
                Add($"    {(field.Header is null ? "" : field.Header + " ")}{field.Field}: {Text(field.Old)} → {Text(field.New)}");
            }
        }
    }

    /// <summary>Prints them as text.</summary>
    public void PrintText()
    {
        if (count == 0)
        {
            return;
        }

        Console.WriteLine("公表すると変わる行（+ 追加、* 変更、- 削除）： / Rows that publishing would change (+ added, * changed, - removed):");
        lines.ForEach(Console.WriteLine);
        if (count > lines.Count)
        {
            Console.WriteLine($"… ほかに {count - lines.Count} 行。すべては --format json で。 / {count - lines.Count} more line(s); --format json gives all.");
        }
    }

    /// <summary>Prints a report with them as its last member.</summary>
    /// <param name="report">An object.</param>
    public async Task PrintJsonAsync(object report)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(ReportJson.Bytes(report).AsMemory()[..^1]);
        await output.WriteAsync(count == 0 ? ",\"changes\":["u8.ToArray() : ",\"changes\":"u8.ToArray());
        spool!.Position = 0;
        await spool.CopyToAsync(output);
        await output.WriteAsync("]}\n"u8.ToArray());
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Add(string line)
    {
        if (count++ < MaxLines)
        {
            lines.Add(line);
        }
    }

    private static char Sign(string kind) => kind switch
    {
        "added" => '+',
        "removed" => '-',
        _ => '*',
    };

    private static string Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Null => "（空）",
            JsonValueKind.String => $"「{value.GetString()}」",
            _ => value.GetRawText(),
        };
        return (text.Length > MaxText ? text[..MaxText] + "…" : text).ReplaceLineEndings(" ");
    }
}
