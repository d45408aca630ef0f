using System.Globalization;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Turns the text of a filter parameter into a condition on the field's column.</summary>
/// <typeparam name="T">Row type.</typeparam>
/// <param name="field">Field filtered.</param>
/// <param name="parameters">Takes what is wrong.</param>
/// <param name="maxValues">Most values in one filter.</param>
internal sealed class FilterReader<T>(Field<T> field, ParameterReader parameters, int maxValues)
{
    private const string Range = "..";
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>The condition of a filter; null where the text was refused.</summary>
    public Condition? Read(string text)
    {
        if (ParameterReader.Split(text) is not { } values || values.Count > maxValues)
        {
            parameters.Refuse(field.Name, $"コンマで区切った {maxValues} 個までの値（コンマを含む値は \" で囲む）", $"at most {maxValues} values separated by commas (put a value with commas in double quotes)");
            return null;
        }

        var single = new List<object?>();
        var conditions = new List<Condition>();
        foreach (var value in values)
        {
            if (field.TakesRanges && value.Contains(Range, StringComparison.Ordinal))
            {
                if (ReadRange(value) is not { } range)
                {
                    return null;
                }

                conditions.Add(range);
            }
            else if (field.Type == FieldType.DateTime && IsDay(value))
            {
                conditions.Add(ReadRange(value + Range + value)!);
            }
            else if (value == "null")
            {
                single.Add(null);
            }
            else if (ReadValue(value) is { } typed)
            {
                single.Add(typed);
            }
            else
            {
                return null;
            }
        }

        if (single.Count > 0)
        {
            conditions.Add(field.Type switch
            {
                FieldType.TextList => new Condition.HoldsOneOf(field.Column!, typeof(string), single),
                FieldType.IntegerList => new Condition.HoldsOneOf(field.Column!, typeof(int), single),
                _ => new Condition.OneOf(field.Column!, single),
            });
        }

        return conditions is [var only] ? only : new Condition.Any(conditions);
    }

    private Condition.Between? ReadRange(string text)
    {
        var at = text.IndexOf(Range, StringComparison.Ordinal);
        var (from, to) = (text[..at], text[(at + Range.Length)..]);
        var (lower, upper) = (from.Length == 0 ? null : ReadValue(from), to.Length == 0 ? null : ReadValue(to));
        if ((from.Length > 0 && lower is null) || (to.Length > 0 && upper is null))
        {
            return null;
        }

        if (from.Length == 0 && to.Length == 0)
        {
            Refuse("範囲には端が要る。例 2010..2015、2010..、..2015", "a range with at least one end: 2010..2015, 2010.., ..2015");
            return null;
        }

        return new Condition.Between(field.Column!, field.IsPeriod, lower, upper is DateTime day && IsDay(to) ? day.AddDays(1).AddMicroseconds(-1) : upper);
    }

    // A day alone is all of it, as UTC has it.
    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // The typed value; null, and a note of it, where the text is none.
    private object? ReadValue(string text)
    {
        if (field.Allowed is { } allowed && !allowed.Contains(text, StringComparer.Ordinal))
        {
            Refuse(string.Join(", ", allowed), string.Join(", ", allowed));
            return null;
        }

        object? value = field.Type switch
        {
            FieldType.Integer or FieldType.IntegerList => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            FieldType.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null,
            FieldType.Boolean => text switch { "true" => true, "false" => false, _ => null },
            FieldType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            FieldType.DateTime => DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null,
            _ when text.Contains('\0', StringComparison.Ordinal) => null,
            _ => field.Normalise is { } normalise ? normalise(text) : text,
        };
        if (value is null)
        {
            var (ja, en) = field.Form ?? Form(field.Type);
            Refuse(ja, en);
        }

        return value;
    }

    private void Refuse(string ja, string en) => parameters.Refuse(field.Name, ja, en);

    private static (string Ja, string En) Form(FieldType type) => type switch
    {
        FieldType.Integer or FieldType.IntegerList => ("整数、または 1..5 のような範囲", "whole numbers, or ranges such as 1..5"),
        FieldType.Number => ("数、または 10..20.5 のような範囲", "numbers, or ranges such as 10..20.5"),
        FieldType.Boolean => ("true または false", "true or false"),
        FieldType.Date => ("YYYY-MM-DD、または 2019-04-01..2020-03-31 のような範囲", "YYYY-MM-DD, or ranges such as 2019-04-01..2020-03-31"),
        FieldType.DateTime => ("ISO 8601の日時か日（UTCの1日）、またはその範囲", "a moment in ISO 8601 or a day (of UTC), or a range of them"),
        _ => ("文字列", "text"),
    };
}
