using System.Globalization;
using Sapporo.OpenData.Municipalities;

namespace Sapporo.OpenData.Publishing;

/// <summary>A column of an input file: its names and how its cells are read.</summary>
/// <param name="Ja">Header in Japanese.</param>
/// <param name="En">Header in English; also the database column, unless the reader stages others.</param>
/// <param name="Read">Reads the cell into the row's staged columns.</param>
public sealed record InputColumn(string Ja, string En, Action<InputRow> Read)
{
    /// <summary>Table whose ids the cells must name; null where they are no reference.</summary>
    public string? References { get; init; }

    /// <summary>Database columns that it fills beside its own.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>True for what others know a thing by, which never changes once it is published.</summary>
    public bool IsForEver { get; init; }

    /// <summary>True when a file without this column is accepted.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>The columns that say where a fact stands, and what in it is inferred.</summary>
    public static IReadOnlyList<InputColumn> Provenance { get; } =
    [
        new("推定項目", "inferred", StageInferred),
        new("推定の理由", "inference_reasons", _ => { }) { References = "reason" },
        Reference("出典", "source", "source"), Text("出典箇所", "source_place"),
    ];

    /// <summary>Text that must not be empty.</summary>
    public static InputColumn Text(string ja, string en) => new(ja, en, row => Stage(row, en, Required(row, en)));

    /// <summary>Text; empty means null.</summary>
    public static InputColumn OptionalText(string ja, string en) => new(ja, en, row => Stage(row, en, NullIfEmpty(row[en])));

    /// <summary>The id of a row of another table.</summary>
    public static InputColumn Reference(string ja, string en, string table, bool optional = false) =>
        (optional ? OptionalText(ja, en) : Text(ja, en)) with { References = table };

    /// <summary>A reason code, or empty.</summary>
    /// <param name="ja">Header in Japanese.</param>
    /// <param name="en">Header in English.</param>
    /// <param name="insteadOf">Column that is empty exactly where the reason is given.</param>
    /// <param name="valueOf">Value column that the reason belongs to, and that stages it.</param>
    public static InputColumn Reason(string ja, string en, string? insteadOf = null, string? valueOf = null) => new(ja, en, row =>
    {
        if (insteadOf is not null && (row[insteadOf].Length == 0) != (row[en].Length > 0))
        {
            row.Refuse(en, "値が空のときは理由のコードを、値があるときは空にしてください。", $"Give a reason exactly where {insteadOf} is empty.");
        }

        if (valueOf is null)
        {
            Stage(row, en, NullIfEmpty(row[en]));
        }
    })
    { References = "reason" };

    /// <summary>A municipality code of six digits, or five without the check digit.</summary>
    public static InputColumn Code(string ja, string en, string? references = null) => new(ja, en, row =>
    {
        if (MunicipalityCode.TryParse(row[en], out var code))
        {
            Stage(row, en, code.Text);
        }
        else
        {
            RefuseCode(row, en, row[en]);
        }
    })
    { References = references };

    /// <summary>A whole number.</summary>
    public static InputColumn Integer(string ja, string en, bool optional = false) => new(ja, en, row =>
    {
        if (int.TryParse(row[en], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == row[en])
        {
            Stage(row, en, row[en]);
        }
        else if (optional && row[en].Length == 0)
        {
            Stage(row, en, null);
        }
        else
        {
            row.Refuse(en, "半角の整数で書いてください。", "Expected a whole number in ASCII digits.");
        }
    });

    /// <summary>A fiscal year in western years.</summary>
    public static InputColumn FiscalYear(string ja, string en, bool optional = false) => Integer(ja, en, optional) with
    {
        Read = row =>
        {
            if (int.TryParse(row[en], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2200 && row[en].Length == 4)
            {
                Stage(row, en, row[en]);
            }
            else if (optional && row[en].Length == 0)
            {
                Stage(row, en, null);
            }
            else
            {
                row.Refuse(en, "年度は西暦4桁で書いてください。例 2019", "Expected a fiscal year of four digits, such as 2019.");
            }
        },
    };

    /// <summary>A decimal number, or empty.</summary>
    public static InputColumn Number(string ja, string en) => new(ja, en, row =>
    {
        if (row[en].Length == 0 || decimal.TryParse(row[en], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
        {
            Stage(row, en, NullIfEmpty(row[en]));
        }
        else
        {
            row.Refuse(en, "半角の数で書いてください。", "Expected a number in ASCII digits.");
        }
    });

    /// <summary>A day, YYYY-MM-DD, or empty.</summary>
    public static InputColumn Date(string ja, string en) => new(ja, en, row =>
    {
        if (row[en].Length == 0 || DateOnly.TryParseExact(row[en], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Stage(row, en, NullIfEmpty(row[en]));
        }
        else
        {
            row.Refuse(en, "日付は 2019-07-12 の形で書いてください。", "Expected a date such as 2019-07-12.");
        }
    });

    /// <summary>○ for true, empty for false.</summary>
    public static InputColumn Flag(string ja, string en) => new(ja, en, row =>
    {
        if (row[en] is "○" or "")
        {
            Stage(row, en, row[en].Length > 0 ? "true" : "false");
        }
        else
        {
            row.Refuse(en, "○ か空で書いてください。", "Expected ○ or nothing.");
        }
    });

    /// <summary>One of a few words, each standing for a code.</summary>
    public static InputColumn Choice(string ja, string en, IReadOnlyDictionary<string, string> codes, bool optional = false) =>
        new(ja, en, row =>
        {
            if (codes.TryGetValue(row[en], out var code) || codes.Values.Contains(code = row[en], StringComparer.Ordinal))
            {
                Stage(row, en, code);
            }
            else if (optional && row[en].Length == 0)
            {
                Stage(row, en, null);
            }
            else
            {
                var allowed = string.Join("、", codes.Keys);
                row.Refuse(en, $"{allowed} のどれかで書いてください。", $"Expected one of {string.Join(", ", codes.Select(pair => $"{pair.Key} ({pair.Value})"))}.");
            }
        });

    /// <summary>Texts joined with semicolons.</summary>
    /// <param name="ja">Header in Japanese.</param>
    /// <param name="en">Header in English.</param>
    /// <param name="nullIfEmpty">Whether an empty cell is null rather than an empty list.</param>
    public static InputColumn TextList(string ja, string en, bool nullIfEmpty = false) => new(ja, en, row =>
        Stage(row, en, nullIfEmpty && row[en].Length == 0 ? null : InputRow.ArrayLiteral(row.List(en))));

    /// <summary>Whole numbers joined with semicolons; empty means null.</summary>
    public static InputColumn IntegerList(string ja, string en) => new(ja, en, row =>
    {
        if (row.List(en).All(item => int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            Stage(row, en, row[en].Length == 0 ? null : InputRow.ArrayLiteral(row.List(en)));
        }
        else
        {
            row.Refuse(en, "整数を ; でつないで書いてください。", "Expected whole numbers joined with semicolons.");
        }
    });

    /// <summary>Municipality codes joined with semicolons.</summary>
    public static InputColumn CodeList(string ja, string en) => new(ja, en, row =>
    {
        var codes = new List<string>();
        foreach (var item in row.List(en))
        {
            if (MunicipalityCode.TryParse(item, out var code))
            {
                codes.Add(code.Text);
            }
            else
            {
                RefuseCode(row, en, item);
            }
        }

        Stage(row, en, InputRow.ArrayLiteral(codes));
    })
    { References = "municipality" };

    private static void StageInferred(InputRow row)
    {
        var (fields, reasons) = (row.List("inferred"), row.List("inference_reasons"));
        if (Array.Find(fields, field => row.File.Columns.All(column => column.En != field)) is { } unknown)
        {
            row.Refuse("inferred", $"「{unknown}」という列はありません。列の英語名で書いてください。", $"There is no column '{unknown}'; use the English names of columns.");
        }

        if (fields.Length > 0 ? reasons.Length != 1 && reasons.Length != fields.Length : reasons.Length > 0)
        {
            row.Refuse("inference_reasons", "推定項目すべてに共通の理由を1つ、または項目ごとに1つずつ書いてください。", "Give one reason code for all inferred columns, or one for each.");
        }

        row.Staged["inferred"] = InputRow.ArrayLiteral(fields.Select(InputFile.CamelCase));
        row.Staged["inference_reasons"] = InputRow.ArrayLiteral(reasons);
    }

    private static string? Required(InputRow row, string column)
    {
        if (row[column].Length == 0)
        {
            row.Refuse(column, "空にできません。", "Must not be empty.");
        }

        return row[column];
    }

    private static void RefuseCode(InputRow row, string column, string found) => row.Refuse(
        column,
        MunicipalityCode.HasLostLeadingZero(found) ? LostZero(found).Ja : $"「{found}」は団体コードではありません。検査数字まで6桁（先頭の0も）で書いてください。例 011002",
        MunicipalityCode.HasLostLeadingZero(found) ? LostZero(found).En : $"'{found}' is not a municipality code: six digits with the leading zero and a right check digit, such as 011002.");

    /// <summary>What to say of a code that a spreadsheet has read as a number.</summary>
    internal static (string Ja, string En) LostZero(string found) =>
        ($"「{found}」は先頭の0が失われています（表計算ソフトが数として読んだため）。0{found} と書いてください。", $"'{found}' has lost its leading zero, as spreadsheets do: write 0{found}.");

    internal static void Stage(InputRow row, string column, string? value) => row.Staged[column] = value;

    internal static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
