using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>Prints what was found in the input, as text: problems, then warnings.</summary>
internal static class InputReport
{
    public static void PrintProblems(TextWriter output, InputException input)
    {
        foreach (var problem in input.Problems)
        {
            output.WriteLine(problem);
        }

        PrintWarnings(output, input.Warnings);
        output.WriteLine($"問題 {input.Count} 件。何も公表していません。 / {input.Count} problem(s); nothing was published.");
    }

    public static void PrintWarnings(TextWriter output, IReadOnlyList<InputWarning> warnings)
    {
        foreach (var warning in warnings)
        {
            output.WriteLine($"注意 / warning: {warning}");
        }

        if (warnings.Count > 0)
        {
            output.WriteLine($"注意 {warnings.Count} 件。誤りでなければ、このまま公表できます。 / {warnings.Count} warning(s); publish as it is where they are no mistakes.");
        }
    }
}
