namespace Sapporo.OpenData.Catalogue;

/// <summary>SQL over the view of a data file. Names come from the catalogue and are quoted; values are parameters.</summary>
public static class DataFileQuery
{
    /// <summary>The rows of a file in its order; $1 is the value that restricts them, where it has one.</summary>
    public static string Rows(DataFile file) =>
        $"select * from opendata.{Quote(file.View)}{(file.RestrictColumn is { } column ? $" where {Quote(column)}::text = $1" : "")}";

    /// <summary>A quoted identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
