using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Resources.Plain;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Type of a published field.</summary>
public enum FieldType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Decimal number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>Day, YYYY-MM-DD.</summary>
    Date,

    /// <summary>Moment, ISO 8601 in UTC.</summary>
    DateTime,

    /// <summary>List of texts; joined by ; in CSV.</summary>
    TextList,

    /// <summary>List of whole numbers; joined by ; in CSV.</summary>
    IntegerList,

    /// <summary>Structure; JSON text in CSV.</summary>
    Json,
}

/// <summary>
/// A published field of a resource, said once: from it come the JSON member and CSV column, the filter and sort
/// parameters, and their documentation. A dot in the name nests it: check.rating.
/// </summary>
/// <typeparam name="T">Row type.</typeparam>
public abstract class Field<T>(string name, FieldType type, string description)
{
    private readonly FieldType? publishedType;
    private bool? isNullable;
    private bool? mayBeMissing;
    private Func<T, object?>? readKey;

    /// <summary>Name, with dots for nesting.</summary>
    public string Name => name;

    /// <summary>Type.</summary>
    public FieldType Type { get; } = type;

    /// <summary>Type of the published value, where it differs from the stored one.</summary>
    public FieldType PublishedType { get => publishedType ?? Type; init => publishedType = value; }

    /// <summary>What it holds, in English with Japanese terms.</summary>
    public string Description => description;

    /// <summary>Example from the real data.</summary>
    public object? Example { get; init; }

    /// <summary>The only values it takes; null where they are open.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>True for text that sorts by time, so that ranges make sense.</summary>
    public bool IsPeriod { get; init; }

    /// <summary>True for a member that is left out where it does not apply.</summary>
    public bool OmitNull { get; init; }

    /// <summary>Brings a filter value into the stored form; null where it cannot be one.</summary>
    public Func<string, string?>? Normalise { get; init; }

    /// <summary>What <see cref="Normalise"/> accepts, in Japanese and English.</summary>
    public (string Ja, string En)? Form { get; init; }

    /// <summary>How the value is written straight from the columns of the stored row; null where only the row can tell it.</summary>
    internal Stored? Stored { get; init; }

    /// <summary>The column to filter and sort by; null for what is only shown.</summary>
    public abstract LambdaExpression? Column { get; }

    /// <summary>Whether it can be null, as the model declares it.</summary>
    public bool IsNullable => isNullable ??= Nullability.Of(Column);

    /// <summary>Whether a row may have no value in the column: it can be null, or its group is not there.</summary>
    internal bool MayBeMissing => mayBeMissing ??= Column is null || Nullability.InRows(Column);

    /// <summary>Whether it takes ranges a..b.</summary>
    public bool TakesRanges => Type is FieldType.Integer or FieldType.Number or FieldType.Date or FieldType.DateTime || IsPeriod;

    /// <summary>Whether it can be sorted by.</summary>
    public bool IsSortable => Column is not null && Type is not (FieldType.TextList or FieldType.IntegerList or FieldType.Boolean or FieldType.Json);

    /// <summary>True where a parameter of every address has the field's name.</summary>
    public bool IsShadowed => Name is "release" or "lang" or "format" or "limit" or "cursor" or "sort" or "fields" or "q" or "bom" or "expand";

    /// <summary>Whether it can be filtered by.</summary>
    public bool IsFilterable => Column is not null && Type != FieldType.Json && !IsShadowed;

    /// <summary>A row's value in the column, by which it can be sorted.</summary>
    internal object? KeyOf(T row) => (readKey ??= Expression.Lambda<Func<T, object?>>(Expression.Convert(Column!.Body, typeof(object)), Column.Parameters).Compile())(row);

    /// <summary>Whether the row has no value.</summary>
    public abstract bool IsNull(T row, RenderContext context);

    /// <summary>Writes the value as JSON.</summary>
    public abstract void WriteJson(Utf8JsonWriter json, T row, RenderContext context);

    /// <summary>The value as a CSV cell; null for an empty one.</summary>
    public abstract string? CsvText(T row, RenderContext context);
}

/// <summary>A field of a known type.</summary>
/// <typeparam name="T">Row type.</typeparam>
/// <typeparam name="TValue">Value type, nullable where the field is.</typeparam>
public sealed class Field<T, TValue>(
    string name, FieldType type, string description, Func<T, RenderContext, TValue?> read, Action<Utf8JsonWriter, TValue> write, Expression<Func<T, TValue?>>? column) : Field<T>(name, type, description)
{
    /// <inheritdoc />
    public override LambdaExpression? Column => column;

    /// <inheritdoc />
    public override bool IsNull(T row, RenderContext context) => read(row, context) is null;

    /// <inheritdoc />
    public override void WriteJson(Utf8JsonWriter json, T row, RenderContext context)
    {
        if (read(row, context) is { } value)
        {
            write(json, value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <inheritdoc />
    public override string? CsvText(T row, RenderContext context) => read(row, context) switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => JsonStyle.Moment(moment),
        IEnumerable<string> texts => string.Join(';', texts),
        IEnumerable<int> numbers => string.Join(';', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        System.Collections.ICollection { Count: 0 } => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => JsonSerializer.Serialize(other, JsonStyle.SerializerOptions),
    };
}
