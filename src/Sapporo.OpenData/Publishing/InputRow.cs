namespace Sapporo.OpenData.Publishing;

/// <summary>One line of an input file while it is read: cells in, database columns out, problems noted on the way.</summary>
/// <param name="file">The file's definition.</param>
/// <param name="line">Line number, from 1 with the header.</param>
/// <param name="cells">Cell texts by English column name.</param>
/// <param name="context">What the files read before, or the current release, say.</param>
/// <param name="problems">Takes what is wrong.</param>
public sealed class InputRow(InputFile file, int line, IReadOnlyDictionary<string, string> cells, InputContext context, ProblemList problems)
{
    /// <summary>The file's definition.</summary>
    public InputFile File => file;

    /// <summary>Line number, from 1 with the header.</summary>
    public int Line => line;

    /// <summary>What the files read before, or the current release, say.</summary>
    public InputContext Context => context;

    /// <summary>What is staged for the database, by column; text, or null.</summary>
    public Dictionary<string, string?> Staged { get; } = new(StringComparer.Ordinal);

    /// <summary>The cell of a column; empty where the file has no such column.</summary>
    public string this[string column] => cells.GetValueOrDefault(column, "");

    /// <summary>The items of a list cell.</summary>
    public string[] List(string column) => this[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Notes that a cell is not as expected.</summary>
    public void Refuse(string column, string messageJa, string messageEn) =>
        problems.Add(new InputProblem(file.FileName, line, file.Header(column), this[column], messageJa, messageEn));

    /// <summary>A PostgreSQL array literal.</summary>
    public static string ArrayLiteral(IEnumerable<string> items) =>
        "{" + string.Join(',', items.Select(item => "\"" + item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "}";
}
