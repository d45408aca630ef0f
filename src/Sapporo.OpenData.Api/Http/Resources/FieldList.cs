using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Resources.Plain;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Builds the fields of a resource, one line each.</summary>
/// <typeparam name="T">Row type.</typeparam>
public sealed class FieldList<T> : IReadOnlyList<Field<T>>
{
    private readonly List<Field<T>> fields = [];
    private readonly Dictionary<string, Func<T, bool>> absentGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Stored> absentColumns = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public int Count => fields.Count;

    /// <inheritdoc />
    public Field<T> this[int index] => fields[index];

    /// <inheritdoc />
    public IEnumerator<Field<T>> GetEnumerator() => fields.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Text of a column.</summary>
    public FieldList<T> Text(
        string name, Expression<Func<T, string?>> column, string description, object? example = null, IReadOnlyList<string>? allowed = null,
        bool isPeriod = false, bool omitNull = false, Func<string, string?>? normalise = null, (string Ja, string En)? form = null)
    {
        var read = column.Compile();
        return Add(new Field<T, string?>(name, FieldType.Text, description, (row, _) => read(row), (json, value) => json.WriteStringValue(value), column)
        {
            Stored = new Stored(StoredKind.Text, column),
            Example = example,
            Allowed = allowed,
            IsPeriod = isPeriod,
            OmitNull = omitNull,
            Normalise = normalise,
            Form = form,
        });
    }

    /// <summary>Text that is made for showing; with a column it is filtered by what the column holds.</summary>
    public FieldList<T> Shown(string name, Func<T, RenderContext, string?> read, string description, object? example = null, Expression<Func<T, string?>>? column = null, bool omitNull = false) =>
        Shown(name, read, description, example, column, omitNull, null);

    /// <summary>The same where a column of the table tells it.</summary>
    internal FieldList<T> Shown(string name, Func<T, RenderContext, string?> read, string description, object? example, Expression<Func<T, string?>>? column, bool omitNull, Stored? stored) =>
        Add(new Field<T, string?>(name, FieldType.Text, description, read, (json, value) => json.WriteStringValue(value), column) { Example = example, OmitNull = omitNull, Stored = stored });

    /// <summary>A reason, shown in the answer's language and filtered by its code.</summary>
    public FieldList<T> Reason(string name, Expression<Func<T, string?>> column, string description, bool omitNull = false)
    {
        var read = column.Compile();
        return Shown(name, (row, context) => context.Reason(read(row)), description + " Filter it by reason code (see /v1).", null, column, omitNull, new Stored(StoredKind.Reason, column));
    }

    /// <summary>An id that is a number: text in the database, a number when published.</summary>
    public FieldList<T> NumberedId(string name, Expression<Func<T, string?>> column, string description, object? example = null)
    {
        var read = column.Compile();
        return Add(new Field<T, string?>(name, FieldType.Text, description, (row, _) => read(row), (json, value) => json.WriteRawValue(value!), column)
        {
            Example = example,
            PublishedType = FieldType.Integer,
            Normalise = text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? text : null,
            Form = ("整数", "whole numbers"),
        });
    }

    /// <summary>A whole number.</summary>
    public FieldList<T> Integer(string name, Expression<Func<T, int?>> column, string description, object? example = null)
    {
        var read = column.Compile();
        return Add(new Field<T, int?>(name, FieldType.Integer, description, (row, _) => read(row), (json, value) => json.WriteNumberValue(value!.Value), column) { Example = example, Stored = new Stored(StoredKind.Integer, column) });
    }

    /// <summary>A decimal number, with the places that are stored.</summary>
    public FieldList<T> Number(string name, Expression<Func<T, decimal?>> column, string description, object? example = null, bool omitNull = false)
    {
        var read = column.Compile();
        return Add(new Field<T, decimal?>(name, FieldType.Number, description, (row, _) => read(row), (json, value) => json.WriteNumberValue(value!.Value), column) { Example = example, OmitNull = omitNull, Stored = new Stored(StoredKind.Number, column) });
    }

    /// <summary>true or false.</summary>
    public FieldList<T> Boolean(string name, Expression<Func<T, bool?>> column, string description, object? example = null)
    {
        var read = column.Compile();
        return Add(new Field<T, bool?>(name, FieldType.Boolean, description, (row, _) => read(row), (json, value) => json.WriteBooleanValue(value!.Value), column) { Example = example, Stored = new Stored(StoredKind.Boolean, column) });
    }

    /// <summary>A day.</summary>
    public FieldList<T> Date(string name, Expression<Func<T, DateOnly?>> column, string description, object? example = null)
    {
        var read = column.Compile();
        return Add(new Field<T, DateOnly?>(name, FieldType.Date, description, (row, _) => read(row), (json, value) => json.WriteStringValue(value!.Value.ToString("yyyy-MM-dd", null)), column) { Example = example });
    }

    /// <summary>A moment.</summary>
    public FieldList<T> DateTime(string name, Expression<Func<T, DateTime?>> column, string description, object? example = null)
    {
        var read = column.Compile();
        return Add(new Field<T, DateTime?>(name, FieldType.DateTime, description, (row, _) => read(row), WriteMoment, column) { Example = example });
    }

    /// <summary>A list of texts, never null where it is said to be present; a filter asks whether it holds one of the values.</summary>
    public FieldList<T> Texts(string name, Expression<Func<T, string[]?>> column, string description, object? example = null, Func<string, string?>? normalise = null, (string Ja, string En)? form = null, bool isPresent = false)
    {
        var read = column.Compile();
        return Add(new Field<T, string[]?>(name, FieldType.TextList, description, (row, _) => read(row), WriteTexts, column)
        {
            Example = example,
            Normalise = normalise,
            Form = form,
            Stored = isPresent ? new Stored(StoredKind.Texts, column) : null,
        });
    }

    /// <summary>A list of whole numbers; a filter asks whether it holds one of the values.</summary>
    public FieldList<T> Integers(string name, Expression<Func<T, int[]?>> column, string description, object? example = null)
    {
        var read = column.Compile();
        return Add(new Field<T, int[]?>(name, FieldType.IntegerList, description, (row, _) => read(row), WriteIntegers, column) { Example = example });
    }

    /// <summary>A structure that is only shown.</summary>
    public FieldList<T> Json<TValue>(string name, Func<T, RenderContext, TValue?> read, string description, bool omitNull = false)
        where TValue : class =>
        Add(new Field<T, TValue?>(name, FieldType.Json, description, read, (json, value) => JsonSerializer.Serialize(json, value, JsonStyle.SerializerOptions), null) { OmitNull = omitNull });

    /// <summary>Other rows that belong to this one, shown as items; the description goes on with their members.</summary>
    public FieldList<T> Items<TOther, TItem>(string name, Func<T, IEnumerable<TOther>> read, string description) =>
        Json(name, (row, context) => read(row).ToItems<TOther, TItem>(context), $"{description}: [{{{string.Join(", ", typeof(TItem).GetProperties().Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)))}}}].");

    /// <summary>JSON text that is shown as it is stored.</summary>
    public FieldList<T> RawJson(string name, Func<T, string?> read, string description) =>
        Add(new Field<T, string?>(name, FieldType.Json, description, (row, _) => read(row), (json, value) => json.WriteRawValue(value!), null));

    /// <summary>Groups of members that are null as a whole where the function says so.</summary>
    public IReadOnlyDictionary<string, Func<T, bool>> AbsentGroups => absentGroups;

    /// <summary>Columns that are null exactly where such a group is.</summary>
    internal IReadOnlyDictionary<string, Stored> AbsentColumns => absentColumns;

    /// <summary>Says that a group of members is null as a whole where the function says so.</summary>
    public FieldList<T> Absent(string group, Func<T, bool> isAbsent)
    {
        absentGroups.Add(group, isAbsent);
        return this;
    }

    /// <summary>The same where a column is null exactly then.</summary>
    internal FieldList<T> Absent(string group, Func<T, bool> isAbsent, Stored column)
    {
        absentColumns.Add(group, column);
        return Absent(group, isAbsent);
    }

    /// <summary>Adds a field.</summary>
    public FieldList<T> Add(Field<T> field)
    {
        fields.Add(field);
        return this;
    }

    /// <summary>Writes a moment in UTC, to the microsecond.</summary>
    internal static void WriteMoment(Utf8JsonWriter json, DateTime? value) => json.WriteStringValue(JsonStyle.Moment(value!.Value));

    private static void WriteTexts(Utf8JsonWriter json, string[]? values)
    {
        json.WriteStartArray();
        foreach (var value in values!)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteIntegers(Utf8JsonWriter json, int[]? values)
    {
        json.WriteStartArray();
        foreach (var value in values!)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
