using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sapporo.OpenData.Publishing;

/// <summary>Reads the lines of an input file; memory stays flat however long it is.</summary>
public static class CsvInput
{
    static CsvInput() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a file line by line. A wrong header yields no lines, only problems.</summary>
    /// <param name="path">The file: UTF-8 with or without BOM, or CP932 as Excel in Japan writes it.</param>
    /// <param name="file">Its definition.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="read">Is told, line by line, how many bytes are read; null for nobody.</param>
    /// <returns>Line number and cells by English column name.</returns>
    public static IEnumerable<(int Line, Dictionary<string, string> Cells)> Read(string path, InputFile file, ProblemList problems, Action<long>? read = null)
    {
        if (DetectEncoding(path, file, problems) is not { } encoding)
        {
            yield break;
        }

        using var stream = File.OpenRead(path);
        using var reader = new StreamReader(stream, encoding);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            IgnoreBlankLines = true,
            BadDataFound = bad => problems.Add(new InputProblem(
                file.FileName, bad.Context.Parser!.RawRow - bad.RawRecord.TrimEnd().AsSpan().Count('\n'), null, bad.Field.Length > 50 ? bad.Field[..50] + "…" : bad.Field, "引用符（\"）の使い方がCSVとして正しくありません。", "A quotation mark is used in a way that CSV does not allow.")),
        });
        if (!parser.Read())
        {
            problems.Add(new InputProblem(file.FileName, 1, null, null, "見出しの行がありません。", "There is no header line."));
            yield break;
        }

        if (Headers(parser.Record!, file, problems) is not { } columns)
        {
            yield break;
        }

        while (parser.Read())
        {
            read?.Invoke(stream.Position);
            var record = parser.Record!;
            if (Array.TrueForAll(record, string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (record.Length != columns.Length)
            {
                problems.Add(new InputProblem(file.FileName, parser.RawRow - LineBreaks(record), null, null, $"列の数が {record.Length} です。見出しは {columns.Length} 列です。", $"The line has {record.Length} cells; the header has {columns.Length}."));
            }
            else if (Array.Find(record, cell => cell.Contains('\0', StringComparison.Ordinal)) is not null)
            {
                problems.Add(new InputProblem(file.FileName, parser.RawRow - LineBreaks(record), null, null, "NUL文字が含まれています。", "The line contains a NUL character."));
            }
            else
            {
                var cells = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
                for (var i = 0; i < columns.Length; i++)
                {
                    cells[columns[i]] = record[i].Trim();
                }

                yield return (parser.RawRow - LineBreaks(record), cells); // where the line begins
            }
        }
    }

    private static int LineBreaks(string[] record)
    {
        var count = 0;
        foreach (var cell in record)
        {
            count += cell.AsSpan().Count('\n');
        }

        return count;
    }

    private static string[]? Headers(string[] header, InputFile file, ProblemList problems)
    {
        var before = problems.Count;
        var columns = new string[header.Length];
        for (var i = 0; i < header.Length; i++)
        {
            var text = header[i].Trim();
            columns[i] = file.Columns.FirstOrDefault(column => column.Ja == text || column.En == text)?.En ?? "";
            if (text.Length == 0)
            {
                Report(text, $"{i + 1}列目の見出しが空です。行の終わりに余分なコンマがないか確かめてください。", $"The heading of column {i + 1} is empty; is there a stray comma at the end of the line?");
            }
            else if (columns[i].Length == 0)
            {
                Report(text, "この見出しの列はありません。", "There is no such column.");
            }
            else if (columns.AsSpan(0, i).Contains(columns[i]))
            {
                Report(text, "同じ列が2つあります。", "The column occurs twice.");
            }
        }

        foreach (var missing in file.Columns.Where(column => !column.MayBeAbsent && !columns.Contains(column.En, StringComparer.Ordinal)))
        {
            Report(missing.Ja, $"列「{missing.Ja}」（{missing.En}）がありません。", $"The column '{missing.Ja}' ({missing.En}) is missing.");
        }

        return problems.Count == before ? columns : null;

        void Report(string column, string ja, string en) => problems.Add(new InputProblem(file.FileName, 1, column, null, ja, en));
    }

    // UTF-8, or CP932; null, and a problem, for what is neither. A UTF-8 file with a broken byte or two must not pass as CP932.
    private static Encoding? DetectEncoding(string path, InputFile file, ProblemList problems)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var buffer = new char[65_536];
        var (line, firstBroken, broken, japanese) = (1, 0, 0, 0);
        for (int count; (count = reader.Read(buffer)) > 0;)
        {
            foreach (var character in buffer.AsSpan(0, count))
            {
                line += character == '\n' ? 1 : 0;
                japanese += character is >= '\u3000' and not '\uFFFD' ? 1 : 0;
                if (character == '\uFFFD')
                {
                    firstBroken = firstBroken == 0 ? line : firstBroken;
                    broken++;
                }
            }
        }

        if (broken == 0)
        {
            return Encoding.UTF8;
        }

        if (japanese > broken || !IsCp932(path))
        {
            problems.Add(new InputProblem(file.FileName, firstBroken, null, null, "文字が壊れています。UTF-8か、Excelの書くCP932（Shift_JIS）で保存してください。", "A character is broken; save the file as UTF-8, or as CP932 (Shift_JIS) as Excel writes it."));
            return null;
        }

        return Encoding.GetEncoding(932);
    }

    private static bool IsCp932(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), detectEncodingFromByteOrderMarks: false);
            var buffer = new char[65_536];
            while (reader.Read(buffer) > 0)
            {
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
