using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>A column as the DataStore shows it.</summary>
public sealed class DatastoreField
{
    private readonly DataFileColumn? column;

    private DatastoreField() => (Id, Type, Sql, SqlType) = ("_id", "int", "_id", "integer");

    /// <summary>A column of a file.</summary>
    public DatastoreField(DataFileColumn column)
    {
        this.column = column;
        Id = column.Header;
        Sql = DataFileQuery.Quote(column.Header);
        (Type, SqlType) = column.Type switch
        {
            "integer" or "number" => ("numeric", "numeric"),
            "boolean" => ("bool", "boolean"),
            "date" => ("date", "date"),
            "dateTime" => ("timestamp", "timestamptz"),
            _ => ("text", "text"),
        };
    }

    /// <summary>The row number within the file, from 1.</summary>
    public static DatastoreField RowNumber { get; } = new();

    /// <summary>Name: the header cell.</summary>
    public string Id { get; }

    /// <summary>Type as CKAN names it: text, numeric, bool, date, timestamp; int for the row number.</summary>
    public string Type { get; }

    /// <summary>The column in SQL.</summary>
    public string Sql { get; }

    /// <summary>Its type in SQL.</summary>
    public string SqlType { get; }

    /// <summary>What datastore_search says of it.</summary>
    public JsonObject Describe()
    {
        var field = new JsonObject { ["id"] = Id, ["type"] = Type };
        if (column is not null)
        {
            field["info"] = new JsonObject { ["label"] = column.TitleEn, ["notes"] = column.DescriptionJa + (column.Unit is { } unit ? $"（単位 {unit}）" : ""), ["type_override"] = "" };
        }

        return field;
    }

    /// <summary>What datastore_info says of it.</summary>
    public JsonObject DescribeWithSchema()
    {
        var field = Describe();
        field["schema"] = new JsonObject
        {
            ["native_type"] = SqlType,
            ["notnull"] = column is null or { IsRequired: true } or { IsKey: true },
            ["is_index"] = column is null,
            ["index_name"] = "",
            ["uniquekey"] = column is null or { IsKey: true },
        };
        return field;
    }

    /// <summary>Writes a cell as JSON: numbers as numbers, times without zone, nothing as null.</summary>
    public static void Write(Utf8JsonWriter json, NpgsqlDataReader row, int index)
    {
        switch (row.IsDBNull(index) ? null : row.GetValue(index))
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case short number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case var other: json.WriteStringValue(Format(other)); break;
        }
    }

    /// <summary>A cell as text; null for nothing.</summary>
    public static string? Text(NpgsqlDataReader row, int index) => row.IsDBNull(index) ? null : Format(row.GetValue(index));

    private static string Format(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
