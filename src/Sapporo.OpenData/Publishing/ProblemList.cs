namespace Sapporo.OpenData.Publishing;

/// <summary>The problems of an input: those of a file that is wrong from end to end are counted after the first ten thousand, so that memory stays flat.</summary>
public sealed class ProblemList
{
    private const int ListedOfFile = 10_000;

    private readonly List<InputProblem> listed = [];
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);

    /// <summary>Problems added, listed or not.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(InputProblem problem)
    {
        Count++;
        if ((found[problem.File] = found.GetValueOrDefault(problem.File) + 1) <= ListedOfFile)
        {
            listed.Add(problem);
        }
    }

    /// <summary>Adds several.</summary>
    public void AddRange(IEnumerable<InputProblem> problems)
    {
        foreach (var problem in problems)
        {
            Add(problem);
        }
    }

    /// <summary>Those listed by file and line, and for each file how many more there are.</summary>
    /// <param name="files">Names of the files, in order.</param>
    public IReadOnlyList<InputProblem> InOrder(IReadOnlyList<string> files)
    {
        var order = files.Index().ToDictionary(file => file.Item, file => file.Index, StringComparer.Ordinal);
        var more = found.Where(file => file.Value > ListedOfFile).Select(file => new InputProblem(
            file.Key, int.MaxValue, null, null, $"ほかに {file.Value - ListedOfFile} 件の問題があります。", $"There are {file.Value - ListedOfFile} more problems."));
        return [.. listed.Concat(more).OrderBy(problem => order.GetValueOrDefault(problem.File, -1)).ThenBy(problem => problem.Line).Select(problem => problem.Line == int.MaxValue ? problem with { Line = 0 } : problem)];
    }
}
