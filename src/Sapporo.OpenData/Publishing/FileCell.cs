using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>A column of a data file: what its value in the row at hand is as CSV and as JSON. Most texts are those of the row before, and are not written anew.</summary>
internal sealed class FileCell : IDisposable
{
    private readonly int ordinal;
    private readonly byte[] name;
    private readonly ArrayBufferWriter<byte> csv = new();
    private readonly ArrayBufferWriter<byte> json = new();
    private readonly Utf8JsonWriter values;
    private object? last;

    public FileCell(string header, int ordinal)
    {
        this.ordinal = ordinal;
        name = Encoding.UTF8.GetBytes($"{(ordinal == 0 ? '{' : ',')}\"{JsonEncodedText.Encode(header, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":");
        values = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        last = this; // like no value
    }

    /// <summary>The cell, after a comma where it is not the first.</summary>
    public ReadOnlySpan<byte> Csv => csv.WrittenSpan;

    /// <summary>The member, after what opens the object or parts it from the one before.</summary>
    public ReadOnlySpan<byte> Json => json.WrittenSpan;

    /// <summary>Takes the value of a row.</summary>
    public void Read(NpgsqlDataReader row)
    {
        var value = row.IsDBNull(ordinal) ? null : row.GetValue(ordinal); // the row is here already
        if (value is null ? last is null : value is string text && text == last as string)
        {
            return;
        }

        last = value;
        csv.ResetWrittenCount();
        csv.Write(ordinal == 0 ? ""u8 : ","u8);
        CsvLineWriter.WriteCell(csv, Text(value));
        json.ResetWrittenCount();
        json.Write(name);
        WriteValue(value);
    }

    public void Dispose() => values.Dispose();

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null: values.WriteNullValue(); break;
            case bool flag: values.WriteBooleanValue(flag); break;
            case short or int or long: values.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal number: values.WriteNumberValue(number); break;
            case double number: values.WriteNumberValue(number); break;
            default: values.WriteStringValue(Text(value)); break;
        }

        values.Flush();
        values.Reset();
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
