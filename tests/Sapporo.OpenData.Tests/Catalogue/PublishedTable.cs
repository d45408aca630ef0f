using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>A CSV as it is served, read by RFC 4180 and nothing else, so that what is said about it can be held against it.</summary>
public sealed partial class PublishedTable
{
    private PublishedTable(List<List<string>> lines) => (Header, Rows) = (lines[0], lines[1..]);

    /// <summary>Header cells.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Rows of cells.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>Reads bytes; a cell outside quotes holds no quote, and each line ends with CRLF.</summary>
    public static PublishedTable Read(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        var (lines, line, at) = (new List<List<string>>(), new List<string>(), 0);
        while (at < text.Length)
        {
            var cell = CellForm().Match(text, at);
            Assert.True(cell.Success && cell.Index == at, $"no cell at {at}");
            line.Add(cell.Groups["quoted"].Success ? cell.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups["bare"].Value);
            at += cell.Length;
            if (cell.Groups["end"].Value == "\r\n")
            {
                lines.Add(line);
                line = [];
            }
        }

        Assert.Empty(line);
        Assert.All(lines, cells => Assert.Equal(lines[0].Count, cells.Count));
        return new PublishedTable(lines);
    }

    /// <summary>Asserts that every cell of a column is of a type, and filled where it must be.</summary>
    public void AssertColumn(int column, string type, bool isRequired)
    {
        foreach (var cell in Rows.Select(row => row[column]))
        {
            Assert.True(cell.Length == 0 ? !isRequired : Conforms(cell, type), $"'{cell}' in {Header[column]} is not a {(isRequired ? "required " : "")}{type}");
        }
    }

    /// <summary>Asserts that columns together tell every row from every other.</summary>
    public void AssertKey(IReadOnlyList<int> columns)
    {
        Assert.NotEmpty(columns);
        Assert.Equal(Rows.Count, Rows.Select(row => string.Join('\u001f', columns.Select(column => row[column]))).Distinct(StringComparer.Ordinal).Count());
    }

    private static bool Conforms(string cell, string type) => type switch
    {
        "string" => true,
        "integer" => IntegerForm().IsMatch(cell),
        "number" or "decimal" => DecimalForm().IsMatch(cell),
        "boolean" => cell is "true" or "false",
        "date" => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "datetime" or "dateTime" => DateTimeOffset.TryParseExact(cell, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => throw new ArgumentException(type, nameof(type)),
    };

    [GeneratedRegex("(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<bare>[^\",\r\n]*))(?<end>,|\r\n)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CellForm();

    [GeneratedRegex("^-?[0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalForm();
}
