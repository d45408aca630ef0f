using System.Text;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>A strict reader of RFC 4180, written for the tests alone.</summary>
public static class StrictCsv
{
    /// <summary>Lines of cells.</summary>
    public static List<List<string>> Parse(string text)
    {
        var (lines, cells, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted)
            {
                if (text[i] != '"')
                {
                    cell.Append(text[i]);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (text[i] == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (text[i] == ',')
            {
                EndCell();
            }
            else if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
                EndCell();
                lines.Add(cells);
                cells = [];
            }
            else
            {
                cell.Append(text[i] is '"' or '\r' or '\n' ? throw new FormatException($"'{text[i]}' at {i} stands unquoted.") : text[i]);
            }
        }

        return cells.Count == 0 && cell.Length == 0 && !quoted ? lines : throw new FormatException("The last line does not end.");

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
