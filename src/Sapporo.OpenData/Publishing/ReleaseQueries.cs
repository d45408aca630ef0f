using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>Reads of what has been published. Plain statements: a command that only looks should not wait for a model of all tables.</summary>
public static class ReleaseQueries
{
    /// <summary>Whether anything has been published.</summary>
    public static async Task<bool> AnyAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select exists (select from opendata.release)");
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>All releases with their counts, oldest first.</summary>
    public static async Task<IReadOnlyList<Release>> AllAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select number, published_at, note, input_sha256, resource, added, changed, removed, current from opendata.release left join opendata.release_count on release = number order by number");
        await using var row = await command.ExecuteReaderAsync(cancel);
        var releases = new List<Release>();
        while (await row.ReadAsync(cancel))
        {
            var number = row.GetInt32(0);
            if (releases.Count == 0 || releases[^1].Number != number)
            {
                releases.Add(new Release { Number = number, PublishedAt = row.GetDateTime(1), Note = await row.IsDBNullAsync(2, cancel) ? null : row.GetString(2), InputSha256 = row.GetString(3) });
            }

            if (!await row.IsDBNullAsync(4, cancel))
            {
                releases[^1].Counts.Add(new ReleaseCount { Release = number, Resource = row.GetString(4), Added = row.GetInt32(5), Changed = row.GetInt32(6), Removed = row.GetInt32(7), Current = row.GetInt32(8) });
            }
        }

        return releases;
    }

    /// <summary>Current rows by resource.</summary>
    public static async Task<IReadOnlyList<(string Resource, int Rows)>> CurrentRowsAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select distinct on (resource collate \"C\") resource, current from opendata.release_count order by resource collate \"C\", release desc");
        await using var row = await command.ExecuteReaderAsync(cancel);
        var rows = new List<(string Resource, int Rows)>();
        while (await row.ReadAsync(cancel))
        {
            rows.Add((row.GetString(0), row.GetInt32(1)));
        }

        return rows;
    }
}
