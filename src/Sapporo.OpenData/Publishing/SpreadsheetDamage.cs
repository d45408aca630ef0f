using System.Buffers;
using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Publishing;

/// <summary>Recognises, in a cell, the traces that spreadsheets leave when they cannot show or keep what was typed.</summary>
internal static partial class SpreadsheetDamage
{
    // Almost no cell holds one of these; only those that do are looked at closely.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create("#E?-");

    private const int LongestMonthName = 6; // 12-Dec

    /// <summary>The traces found in a line's cells.</summary>
    public static IEnumerable<InputWarning> Find(InputFile file, int line, IReadOnlyDictionary<string, string> cells)
    {
        foreach (var (column, cell) in cells)
        {
            if (cell.AsSpan().ContainsAny(Suspicious) && Describe(cell) is { } message)
            {
                yield return new InputWarning("spreadsheetDamage", file.FileName, line, file.Header(column), cell, message.Ja, message.En);
            }
        }
    }

    private static (string Ja, string En)? Describe(string cell)
    {
        if (cell.Contains('#', StringComparison.Ordinal) && Error().IsMatch(cell))
        {
            return ("表計算ソフトの誤りの表示のようです。元の文字を書いてください。", "Looks like an error shown by a spreadsheet; write the text meant.");
        }

        if (cell.Contains('E', StringComparison.Ordinal) && Exponent().IsMatch(cell))
        {
            return ("表計算ソフトが大きい数を書き換えた形のようです。すべての桁を書いてください。", "Looks like a large number as a spreadsheet abridges it; write all digits.");
        }

        if (cell.Length <= LongestMonthName && MonthName().IsMatch(cell))
        {
            return ("表計算ソフトが 7/12 や 1-2-3 を日付に変えた形のようです。", "Looks like 7/12 or 1-2-3 turned into a date by a spreadsheet.");
        }

        return cell.Contains('?', StringComparison.Ordinal) && LostCharacter().IsMatch(cell)
            ? ("「?」は、保存のときに失われた文字（CP932 にない ✓ – ⑴ など）のようです。UTF-8で保存してください。", "The ? looks like a character lost on saving (CP932 lacks ✓ – ⑴ …); save the file as UTF-8.")
            : null;
    }

    [GeneratedRegex(@"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!)|#{4,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"^-?[0-9]([.][0-9]+)?E[+-]?[0-9]{1,3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exponent();

    [GeneratedRegex("^([0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{1,2})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MonthName();

    [GeneratedRegex(@"[\u3040-\u30FF\u4E00-\u9FFF]\?|\?[\u3040-\u30FF\u4E00-\u9FFF]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LostCharacter();
}
