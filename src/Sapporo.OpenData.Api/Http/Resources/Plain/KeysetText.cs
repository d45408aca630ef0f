namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Writes "after this row" as conditions that an index can begin at.</summary>
internal static class KeysetText
{
    /// <summary>
    /// Conditions that no row meets two of and that every row after the position meets one of. Where all keys ascend, each
    /// begins with equal keys and ends with one comparison of rows, or with the nulls, which stand last.
    /// </summary>
    public static List<Action<SqlText>> Branches<T>(IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position)
    {
        var branches = new List<Action<SqlText>>();
        if (keys.Any(key => key.Descending))
        {
            branches.Add(sql => WriteStepwise(sql, keys, position, 0));
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
    private static void AddRun<T>(List<Action<SqlText>> branches, IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, int from, int end)
    {
        if (from < end)
        {
            branches.Add(sql =>
            {
                WriteSame(sql, keys, position, from);
                WriteRow(sql, keys, position, from, end);
            });
        }

        for (var at = from; at < end; at++)
        {
            var place = at;
            if (keys[at].Field.IsNullable)
            {
                branches.Add(sql =>
                {
                    WriteSame(sql, keys, position, place);
                    sql.Column(keys[place].Field.Column!).Text(" is null");
                });
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
}
