using System.Buffers.Text;
using System.Text;
using Npgsql;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// Writes rows straight from the columns: bytes of text are copied, not made into strings. What it writes is, to the
/// byte, what <see cref="JsonItemWriter{T}"/> and <see cref="OpenData.Publishing.CsvLineWriter"/> make of the same row.
/// </summary>
internal sealed class PlainRowWriter(PlainLayout layout, RenderContext render, Utf8Body body, SharedRuns? shared = null)
{
    private const int Usual = 512;
    private readonly Remembered?[] remembered = new Remembered?[layout.Columns.Count];
    private Guid context;
    private byte[][]? runs; // of the context, where they are known

    /// <summary>Whether the runs that the row shares with others are known, so that a lean layout can write it.</summary>
    public bool Knows(NpgsqlDataReader row)
    {
        var of = row.GetFieldValue<Guid>(layout.Context);
        if (runs is null || of != context)
        {
            (context, runs) = (of, shared?.Of(of));
        }

        return runs is not null;
    }

    /// <summary>Writes the row as a JSON object; what it shares with others is copied, where that is known, or else made known.</summary>
    public void WriteJson(NpgsqlDataReader row)
    {
        var fresh = Fresh(row);
        body.Write((byte)'{');
        WriteMembers(row, layout.Members, fresh);
        body.Write((byte)'}');
        Keep(fresh);
    }

    /// <summary>Writes the row as a line of CSV, likewise.</summary>
    public void WriteCsv(NpgsqlDataReader row)
    {
        var fresh = Fresh(row);
        var start = body.Length;
        WriteCells(row, layout.Cells, fresh);
        if (body.Length == start)
        {
            body.Write("\"\""u8); // readers take a line without anything for no line
        }

        body.Write("\r\n"u8);
        Keep(fresh);
    }

    // Where the runs of the row go that are not known yet; null where they are, or none are asked for.
    private byte[][]? Fresh(NpgsqlDataReader row) => layout.Context < 0 || Knows(row) ? null : new byte[layout.Runs][];

    private void Keep(byte[][]? fresh)
    {
        if (fresh is not null && shared?.Keep(context, fresh) == true)
        {
            runs = fresh;
        }
    }

    private void WriteCells(NpgsqlDataReader row, PlainMember[] cells, byte[][]? fresh)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                body.Write((byte)',');
            }

            if (cells[i].Run >= 0)
            {
                WriteRun(row, cells[i], fresh, isJson: false);
            }
            else if (!cells[i].IsNullable || !row.IsDBNull(cells[i].Ordinal))
            {
                WriteValue(row, cells[i], isJson: false);
            }
            else if (cells[i].Kind == StoredKind.Texts)
            {
                body.Write("\"\""u8); // an empty list is an empty text, not a missing one
            }
        }
    }

    private void WriteMembers(NpgsqlDataReader row, PlainMember[] members, byte[][]? fresh)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            var isNull = member.IsNullable && row.IsDBNull(member.Ordinal);
            if (isNull && member.OmitNull)
            {
                continue;
            }

            if (!isFirst)
            {
                body.Write((byte)',');
            }

            isFirst = false;
            if (member.Run >= 0)
            {
                WriteRun(row, member, fresh, isJson: true);
                continue;
            }

            body.Write(member.Name);
            if (isNull)
            {
                body.Write(member.Children is null && member.Kind == StoredKind.Texts ? "[]"u8 : "null"u8);
            }
            else if (member.Children is { } children)
            {
                body.Write((byte)'{');
                WriteMembers(row, children, fresh);
                body.Write((byte)'}');
            }
            else
            {
                WriteValue(row, member, isJson: true);
            }
        }
    }

    private void WriteRun(NpgsqlDataReader row, PlainMember run, byte[][]? fresh, bool isJson)
    {
        if (fresh is null)
        {
            body.Write(runs![run.Run]);
            return;
        }

        var start = body.Length;
        if (isJson)
        {
            WriteMembers(row, run.Children!, fresh);
        }
        else
        {
            WriteCells(row, run.Children!, fresh);
        }

        fresh[run.Run] = body.Written(start).ToArray();
    }

    private void WriteValue(NpgsqlDataReader row, PlainMember member, bool isJson)
    {
        switch (member.Kind)
        {
            case StoredKind.Text:
                WriteText(row, member.Ordinal, isJson);
                break;
            case StoredKind.Boolean:
                body.Write(row.GetBoolean(member.Ordinal) ? "true"u8 : "false"u8);
                break;
            case StoredKind.Integer:
                Utf8Formatter.TryFormat(row.GetInt32(member.Ordinal), body.Room(16), out var digits);
                body.Advance(digits);
                break;
            case StoredKind.Number:
                WriteNumber(row, member.Ordinal);
                break;
            case StoredKind.Texts:
                PublishedText.Write(body, row.GetFieldValue<string[]>(member.Ordinal), isJson);
                break;
            default:
                WriteShown(row, member, isJson);
                break;
        }
    }

    private void WriteText(NpgsqlDataReader row, int ordinal, bool isJson)
    {
        var array = body.Array(Usual);
        var start = body.Length + 1; // behind a quote, which is there or not
        var length = Raw(row, ordinal, ref array, start);
        var text = array.AsSpan(start, length);
        if (isJson && PublishedText.IsPlainJson(text))
        {
            array[start - 1] = (byte)'"';
            array[start + length] = (byte)'"';
            body.Advance(length + 2);
        }
        else if (!isJson && PublishedText.IsPlainCsv(text))
        {
            text.CopyTo(array.AsSpan(start - 1));
            body.Advance(length);
        }
        else
        {
            PublishedText.Write(body, Encoding.UTF8.GetString(text), isJson);
        }
    }

    // The column's bytes at a place of the body's array, with room for one byte behind; the array may be replaced by a larger one.
    private int Raw(NpgsqlDataReader row, int ordinal, ref byte[] array, int start)
    {
        var room = array.Length - start - 1;
        var length = (int)row.GetBytes(ordinal, 0, array, start, room);
        if (length == room)
        {
            length = (int)row.GetBytes(ordinal, 0, null, 0, 0);
            array = body.Array(length + 2);
            row.GetBytes(ordinal, 0, array, start, length);
        }

        return length;
    }

    private void WriteNumber(NpgsqlDataReader row, int ordinal)
    {
        var array = body.Array(Usual);
        var start = body.Length;
        var length = Raw(row, ordinal, ref array, start);
        Span<byte> value = stackalloc byte[Usual];
        if (length > Usual)
        {
            value = new byte[length];
        }

        array.AsSpan(start, length).CopyTo(value);
        body.Advance(NumericText.Write(value[..length], body.Room(NumericText.MostBytes(value))));
    }

    // What is shown in other words than it is stored in: the same code comes again and again, and so do its words.
    private void WriteShown(NpgsqlDataReader row, PlainMember member, bool isJson)
    {
        var array = body.Array(Usual);
        var start = body.Length;
        var length = Raw(row, member.Ordinal, ref array, start);
        var code = array.AsSpan(start, length);
        if (remembered[member.Ordinal] is { } known && known.Kind == member.Kind && code.SequenceEqual(known.Code))
        {
            body.Write(known.Shown);
            return;
        }

        var stored = code.ToArray();
        switch (Shown(row, member))
        {
            case { } words:
                PublishedText.Write(body, words, isJson);
                break;
            case null when isJson:
                body.Write("null"u8);
                break;
        }

        remembered[member.Ordinal] = new Remembered(member.Kind, stored, body.Written(start).ToArray());
    }

    private string? Shown(NpgsqlDataReader row, PlainMember member) => member.Kind switch
    {
        StoredKind.Reason => render.Reason(row.GetString(member.Ordinal)),
        StoredKind.Reasons => render.ReasonList(row.GetFieldValue<string[]>(member.Ordinal)),
        StoredKind.ReleaseTime => FieldList<object>.MomentText(render.Notes.PublishedAt(row.GetInt32(member.Ordinal))),
        StoredKind.ReleaseNote => render.Notes.Note(row.GetInt32(member.Ordinal)),
        _ => throw new NotSupportedException($"{member.Kind} is not shown."),
    };

    private sealed record Remembered(StoredKind Kind, byte[] Code, byte[] Shown);
}
