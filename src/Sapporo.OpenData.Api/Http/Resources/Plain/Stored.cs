using System.Linq.Expressions;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>How a stored column becomes a published value.</summary>
internal enum StoredKind
{
    /// <summary>Text as it is stored.</summary>
    Text,

    /// <summary>A reason code, shown in words.</summary>
    Reason,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number, as it is stored.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A list of texts, never null.</summary>
    Texts,

    /// <summary>A list of reason codes, never null, shown in words.</summary>
    Reasons,

    /// <summary>The number of a release, shown as the time of its publication.</summary>
    ReleaseTime,

    /// <summary>The number of a release, shown as what is said of it.</summary>
    ReleaseNote,
}

/// <summary>A field's value as the table has it.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Column">The column.</param>
internal sealed record Stored(StoredKind Kind, LambdaExpression Column)
{
    /// <summary>What to select; null where the column is none of the table. An empty list travels as null, which costs nothing.</summary>
    public string? Sql => SqlText.ColumnOf(Column) is not { } column ? null : Kind is StoredKind.Texts or StoredKind.Reasons ? $"case when cardinality({column}) > 0 then {column} end" : column;

    /// <summary>Whether what is selected can be null: an empty list is, and so may be whatever is no column as the model declares it.</summary>
    public bool IsNullable => Kind is StoredKind.Texts or StoredKind.Reasons || Nullability.InRows(Column);
}
