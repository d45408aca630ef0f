using Npgsql;
using NpgsqlTypes;

namespace Sapporo.OpenData.Catalogue;

/// <summary>SQL over the view of a data file. Names come from the catalogue and are quoted; values are parameters.</summary>
public static class DataFileQuery
{
    /// <summary>The rows of a file in its order; $1 is the value that restricts them, where it has one: see <see cref="Restriction"/>.</summary>
    public static string Rows(DataFile file) =>
        $"select * from opendata.{Quote(file.View)}{(file.RestrictColumn is { } column ? $" where {Quote(column)} = $1" : "")}";

    /// <summary>The value that restricts a file's rows; null where all of the view belong to it. It takes the column's type, so that the planner knows how many rows have it.</summary>
    public static NpgsqlParameter? Restriction(DataFile file) =>
        file.RestrictValue is { } value ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value } : null;

    /// <summary>A quoted identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
