using System.Globalization;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Publishing;

/// <summary>Input columns of KPI values: the text as printed is staged with what was read from it.</summary>
public static class ValueColumn
{
    /// <summary>Names of value columns whose cells are kept as text, joined with semicolons; the column may be absent.</summary>
    public static InputColumn TextOnly(params string[] values) => new("文字のみ", "text_only", row =>
    {
        if (row.List("text_only").Except(values).FirstOrDefault() is { } unknown)
        {
            row.Refuse("text_only", $"「{unknown}」は値の列ではありません。書けるのは {string.Join("、", values)} です。", $"'{unknown}' is not a value column; allowed are {string.Join(", ", values)}.");
        }
    })
    { MayBeAbsent = true };

    /// <summary>
    /// A KPI value, kept as printed and read beside it. A second column {En}_reason may hold a reason code, a third
    /// text_only the names of values to keep as text, and part_names the names of a pair's parts.
    /// </summary>
    public static InputColumn Value(string ja, string en, bool optional = false) =>
        new(ja, en, row => Stage(row, en, optional));

    /// <summary>Stages a value's typed columns.</summary>
    public static void Stage(InputRow row, string en, KpiValue? value)
    {
        InputColumn.Stage(row, en + "_text", value?.Text);
        InputColumn.Stage(row, en + "_kind", value?.Kind);
        InputColumn.Stage(row, en + "_amount", value?.Amount?.ToString(CultureInfo.InvariantCulture));
        InputColumn.Stage(row, en + "_unit", value?.Unit);
        InputColumn.Stage(row, en + "_per", value?.Per);
        InputColumn.Stage(row, en + "_comparison", value?.Comparison);
        InputColumn.Stage(row, en + "_each", value?.Each == true ? "true" : "false");
        InputColumn.Stage(row, en + "_approximate", value?.Approximate == true ? "true" : "false");
        InputColumn.Stage(row, en + "_provisional", value?.Provisional == true ? "true" : "false");
        InputColumn.Stage(row, en + "_period", value?.Period);
        InputColumn.Stage(row, en + "_parts", value?.Parts is { } parts ? KpiValue.PartsText(parts) : null);
        InputColumn.Stage(row, en + "_reason", value?.Reason);
    }

    /// <summary>Reads the value of a cell; notes a problem and gives null where it is refused.</summary>
    public static KpiValue? Read(InputRow row, string en, IReadOnlyList<string>? partNames)
    {
        if (row[en].Length > 0 && row.List("text_only").Contains(en, StringComparer.Ordinal))
        {
            return ValueReader.TextOnly(row[en]);
        }

        var reading = row.Context.Values.Read(row[en], partNames);
        if (reading.Value is not { } value)
        {
            row.Refuse(en, reading.ProblemJa!, reading.ProblemEn!);
            return null;
        }

        var reason = InputColumn.NullIfEmpty(row[en + "_reason"]);
        if (value.Kind == ValueKind.None && reason is null)
        {
            row.Refuse(en, "値がない理由のコードを書いてください。", "A value of － needs a reason code.");
        }

        return value with { Reason = reason };
    }

    private static void Stage(InputRow row, string en, bool optional)
    {
        if (optional && row[en].Length == 0)
        {
            Stage(row, en, null);
        }
        else if (Read(row, en, row.List("part_names") is { Length: > 0 } names ? names : null) is { } value)
        {
            Stage(row, en, value);
        }
    }
}
