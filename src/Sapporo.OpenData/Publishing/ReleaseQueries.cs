using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Publishing;

/// <summary>Reads of what has been published.</summary>
public static class ReleaseQueries
{
    /// <summary>All releases with their counts, oldest first.</summary>
    public static async Task<IReadOnlyList<Release>> AllAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var context = Context(source);
        return await context.Set<Release>().AsNoTracking().Include(release => release.Counts).OrderBy(release => release.Number).ToListAsync(cancel);
    }

    /// <summary>Current rows by resource.</summary>
    public static async Task<IReadOnlyList<(string Resource, int Rows)>> CurrentRowsAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var context = Context(source);
        var counts = await context.Set<ReleaseCount>().AsNoTracking().OrderBy(count => count.Release).ToListAsync(cancel);
        return [.. counts.GroupBy(count => count.Resource).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Last().Current))];
    }

    private static OpenDataContext Context(NpgsqlDataSource source) =>
        new(new DbContextOptionsBuilder<OpenDataContext>().UseNpgsql(source).Options);
}
