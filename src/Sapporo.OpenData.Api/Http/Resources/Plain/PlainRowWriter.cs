using Npgsql;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// Writes rows straight from the columns, and what they share with others from memory. What it writes is, to the
/// byte, what <see cref="JsonItemWriter{T}"/> and <see cref="OpenData.Publishing.CsvLineWriter"/> make of the same row.
/// </summary>
internal sealed class PlainRowWriter(PlainLayout layout, RenderContext render, Utf8Body body, SharedRuns? shared = null)
{
    private readonly PlainValueWriter values = new(layout.Columns.Count, render, body);
    private Guid context;
    private byte[][]? runs; // of the context, where they are known

    /// <summary>Whether the runs that the row shares with others are known, so that a lean layout can write it.</summary>
    public bool Knows(NpgsqlDataReader row)
    {
        var of = row.GetFieldValue<Guid>(layout.Context);
        if (runs is null || of != context)
        {
            (context, runs) = (of, shared?.Of(of));
        }

        return runs is not null;
    }

    /// <summary>Writes the row as a JSON object; what it shares with others is copied, where that is known, or else made known.</summary>
    public void WriteJson(NpgsqlDataReader row)
    {
        var fresh = Fresh(row);
        body.Write((byte)'{');
        WriteMembers(row, layout.Members, fresh);
        body.Write((byte)'}');
        Keep(fresh);
    }

    /// <summary>Writes the row as a line of CSV, likewise.</summary>
    public void WriteCsv(NpgsqlDataReader row)
    {
        var fresh = Fresh(row);
        var start = body.Length;
        WriteCells(row, layout.Cells, fresh);
        if (body.Length == start)
        {
            body.Write("\"\""u8); // readers take a line without anything for no line
        }

        body.Write("\r\n"u8);
        Keep(fresh);
    }

    // Where the runs of the row go that are not known yet; null where they are, or none are asked for.
    private byte[][]? Fresh(NpgsqlDataReader row) => layout.Context < 0 || Knows(row) ? null : new byte[layout.Runs][];

    private void Keep(byte[][]? fresh)
    {
        if (fresh is not null && shared?.Keep(context, fresh) == true)
        {
            runs = fresh;
        }
    }

    private void WriteCells(NpgsqlDataReader row, PlainMember[] cells, byte[][]? fresh)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                body.Write((byte)',');
            }

            if (cells[i].Run >= 0)
            {
                WriteRun(row, cells[i], fresh, isJson: false);
            }
            else if (cells[i].IsKnown)
            {
                body.Write(cells[i].Name);
            }
            else if (!cells[i].IsNullable || !row.IsDBNull(cells[i].Ordinal))
            {
                values.Write(row, cells[i], isJson: false);
            }
            else if (cells[i].Kind == StoredKind.Texts)
            {
                body.Write("\"\""u8); // an empty list is an empty text, not a missing one
            }
        }
    }

    private void WriteMembers(NpgsqlDataReader row, PlainMember[] members, byte[][]? fresh)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            var isNull = member.IsNullable && row.IsDBNull(member.Ordinal);
            if (isNull && member.OmitNull)
            {
                continue;
            }

            if (!isFirst)
            {
                body.Write((byte)',');
            }

            isFirst = false;
            if (member.Run >= 0)
            {
                WriteRun(row, member, fresh, isJson: true);
                continue;
            }

            body.Write(member.Name);
            if (isNull)
            {
                body.Write(member.Children is null && member.Kind == StoredKind.Texts ? "[]"u8 : "null"u8);
            }
            else if (member.Children is { } children)
            {
                body.Write((byte)'{');
                WriteMembers(row, children, fresh);
                body.Write((byte)'}');
            }
            else if (!member.IsKnown)
            {
                values.Write(row, member, isJson: true);
            }
        }
    }

    private void WriteRun(NpgsqlDataReader row, PlainMember run, byte[][]? fresh, bool isJson)
    {
        if (fresh is null)
        {
            body.Write(runs![run.Run]);
            return;
        }

        var start = body.Length;
        if (isJson)
        {
            WriteMembers(row, run.Children!, fresh);
        }
        else
        {
            WriteCells(row, run.Children!, fresh);
        }

        fresh[run.Run] = body.Written(start).ToArray();
    }
}
