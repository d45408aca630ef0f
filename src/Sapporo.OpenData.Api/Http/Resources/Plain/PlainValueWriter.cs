using System.Buffers.Text;
using System.Text;
using Npgsql;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Writes values straight from the columns: bytes of text are copied, not made into strings.</summary>
/// <param name="columns">How many columns a row has.</param>
/// <param name="render">How codes are shown.</param>
/// <param name="body">Where to.</param>
internal sealed class PlainValueWriter(int columns, RenderContext render, Utf8Body body)
{
    private const int Usual = 512;
    private readonly Remembered?[] remembered = new Remembered?[columns];

    /// <summary>Writes a value that is there.</summary>
    public void Write(NpgsqlDataReader row, PlainMember member, bool isJson)
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
        StoredKind.ReleaseTime => JsonStyle.Moment(render.Notes.PublishedAt(row.GetInt32(member.Ordinal))),
        StoredKind.ReleaseNote => render.Notes.Note(row.GetInt32(member.Ordinal)),
        _ => throw new NotSupportedException($"{member.Kind} is not shown."),
    };

    private sealed record Remembered(StoredKind Kind, byte[] Code, byte[] Shown);
}
