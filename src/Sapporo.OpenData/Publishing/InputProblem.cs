namespace Sapporo.OpenData.Publishing;

/// <summary>Something in the input that keeps it from being published.</summary>
/// <param name="File">File name.</param>
/// <param name="Line">Line, from 1 with the header; 0 for the file as a whole.</param>
/// <param name="Column">Column as the header calls it; null for the whole line.</param>
/// <param name="Found">The text found.</param>
/// <param name="MessageJa">What is wrong and what is expected, in Japanese.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record InputProblem(string File, int Line, string? Column, string? Found, string MessageJa, string MessageEn)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"{File}:{Line}{(Column is null ? "" : $" [{Column}]")}{(Found is null ? "" : $" 「{Found.ReplaceLineEndings("↵")}」")} {MessageJa} / {MessageEn}";
}

/// <summary>The input cannot be published; says everything that is wrong with it.</summary>
/// <param name="problems">What keeps it from being published.</param>
/// <param name="warnings">What is likely wrong beside that.</param>
public sealed class InputException(IReadOnlyList<InputProblem> problems, IReadOnlyList<InputWarning>? warnings = null)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The problems found; of a file wrong from end to end the first ten thousand, and how many more there are.</summary>
    public IReadOnlyList<InputProblem> Problems { get; } = problems;

    /// <summary>How many problems were found, listed or not.</summary>
    public int Count { get; init; } = problems.Count;

    /// <summary>What is likely wrong beside the problems, as far as it can be told.</summary>
    public IReadOnlyList<InputWarning> Warnings { get; } = warnings ?? [];
}
