using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Catalogue;

/// <summary>A column of a data file, as its view and the view's comment define it.</summary>
/// <param name="Header">Header cell, Japanese.</param>
/// <param name="Name">ASCII name, for programs.</param>
/// <param name="DescriptionJa">What it holds, in Japanese.</param>
/// <param name="TitleEn">Title in English.</param>
/// <param name="Type">text, integer, number, boolean, date or dateTime.</param>
/// <param name="Unit">Unit of the whole column; null where it has none, or several.</param>
/// <param name="IsKey">Whether it is one of the columns that together identify a row.</param>
/// <param name="IsRequired">Whether it is never empty.</param>
public sealed partial record DataFileColumn(string Header, string Name, string DescriptionJa, string TitleEn, string Type, string? Unit, bool IsKey, bool IsRequired)
{
    /// <summary>Reads the comment of a view's column: "日本語 / English {asciiName key required unit=人}".</summary>
    /// <param name="header">Name of the view's column.</param>
    /// <param name="position">Its position, from 1; names a column that has no comment.</param>
    /// <param name="databaseType">Its type in PostgreSQL.</param>
    /// <param name="comment">Its comment.</param>
    public static DataFileColumn Read(string header, int position, string databaseType, string? comment)
    {
        var parts = CommentForm().Match(comment ?? "");
        var words = parts.Groups["attributes"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new DataFileColumn(
            header,
            words.FirstOrDefault() ?? $"column{position}",
            parts.Groups["ja"].Value is { Length: > 0 } ja ? ja : header,
            parts.Groups["en"].Value is { Length: > 0 } en ? en : header,
            TypeOf(databaseType),
            words.FirstOrDefault(word => word.StartsWith("unit=", StringComparison.Ordinal))?["unit=".Length..],
            words.Contains("key", StringComparer.Ordinal),
            words.Contains("required", StringComparer.Ordinal));
    }

    private static string TypeOf(string databaseType) => databaseType switch
    {
        "smallint" or "integer" or "bigint" => "integer",
        "numeric" or "real" or "double precision" => "number",
        "boolean" => "boolean",
        "date" => "date",
        "timestamp with time zone" or "timestamp without time zone" => "dateTime",
        _ => "text",
    };

    [GeneratedRegex(@"^(?<ja>.*?)(?: / (?<en>.*?))?(?:\s*\{(?<attributes>[^{}]*)\})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex CommentForm();
}
