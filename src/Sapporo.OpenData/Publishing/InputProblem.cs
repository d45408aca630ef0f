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
        $"{File}:{Line}{(Column is null ? "" : $" [{Column}]")}{(Found is null ? "" : $" 「{Found}」")} {MessageJa} / {MessageEn}";
}

/// <summary>The input cannot be published; says everything that is wrong with it.</summary>
public sealed class InputException(IReadOnlyList<InputProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>All problems found.</summary>
    public IReadOnlyList<InputProblem> Problems { get; } = problems;
}
