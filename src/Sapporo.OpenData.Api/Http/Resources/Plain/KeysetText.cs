using System.Globalization;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>One of the conditions that "after this row" is made of.</summary>
/// <param name="Write">Writes it.</param>
/// <param name="Nulls">What tells it from others, where it asks for rows without a value of a key, of which there may be none; null otherwise.</param>
internal sealed record KeysetBranch(Action<SqlText> Write, string? Nulls);

/// <summary>Writes "after this row" as conditions that an index can begin at.</summary>
internal static class KeysetText
{
    /// <summary>
    /// Conditions that no row meets two of and that every row after the position meets one of. Where all keys ascend, each
    /// begins with equal keys and ends with one comparison of rows, or with the nulls, which stand last.
    /// </summary>
    public static List<KeysetBranch> Branches<T>(IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position)
    {
        var branches = new List<KeysetBranch>();
        if (keys.Any(key => key.Descending))
        {
            branches.Add(new KeysetBranch(sql => WriteStepwise(sql, keys, position, 0), null));
            return branches;
        }

        for (var from = 0; from < keys.Count;)
        {
            var end = from;
            while (end < keys.Count && position[end] is not null)
            {
                end++;
            }

            AddRun(branches, keys, position, from, end);
            from = end + 1; // the null there is passed by staying with it
        }

        return branches;
    }

    // Keys from..end-1 of the position are not null: beyond them as a row, or at the nulls behind one of them.
    private static void AddRun<T>(List<KeysetBranch> branches, IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, int from, int end)
    {
        if (from < end)
        {
            branches.Add(new KeysetBranch(
                sql =>
                {
                    WriteSame(sql, keys, position, from);
                    WriteRow(sql, keys, position, from, end);
                },
                null));
        }

        for (var at = from; at < end; at++)
        {
            var place = at;
            if (keys[at].Field.MayBeMissing)
            {
                branches.Add(new KeysetBranch(
                    sql =>
                    {
                        WriteSame(sql, keys, position, place);
                        sql.Column(keys[place].Field.Column!).Text(" is null");
                    },
                    Print(keys, position, place)));
            }
        }
    }

    private static void WriteRow<T>(SqlText sql, IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, int from, int end)
    {
        sql.Text("(");
        for (var at = from; at < end; at++)
        {
            sql.Text(at > from ? ", " : "").Column(keys[at].Field.Column!);
        }

        sql.Text(") > (");
        for (var at = from; at < end; at++)
        {
            sql.Text(at > from ? ", " : "").Value(position[at]!);
        }

        sql.Text(")");
    }

    private static void WriteSame<T>(SqlText sql, IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, int count)
    {
        for (var at = 0; at < count; at++)
        {
            sql.Column(keys[at].Field.Column!);
            _ = position[at] is { } value ? sql.Text(" = ").Value(value) : sql.Text(" is null");
            sql.Text(" and ");
        }
    }

    private static void WriteStepwise<T>(SqlText sql, IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, int at)
    {
        if (at == keys.Count)
        {
            sql.Text("false");
            return;
        }

        var column = keys[at].Field.Column!;
        if (position[at] is not { } value)
        {
            WriteStepwise(sql.Text("(").Column(column).Text(" is null and "), keys, position, at + 1);
        }
        else
        {
            sql.Text("(").Column(column).Text(keys[at].Descending ? " < " : " > ").Value(value).Text(" or ").Column(column).Text(" is null or ").Column(column).Text(" = ").Value(value).Text(" and ");
            WriteStepwise(sql, keys, position, at + 1);
        }

        sql.Text(")");
    }

    // Lengths keep one list of values from being taken for another.
    private static string Print<T>(IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, int at)
    {
        var texts = position.Take(at).Select(value => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
        return string.Join('\n', keys.Take(at + 1).Select(key => key.Field.Name).Concat(texts.Select(text => text is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}"))));
    }
}
