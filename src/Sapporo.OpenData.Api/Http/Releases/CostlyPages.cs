using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>Tells whether pages for which whole tables are read are costly, as they are where a table has very many rows.</summary>
public sealed class CostlyPages(ReleaseReader reader, CurrentReleaseHolder holder)
{
    private volatile Tuple<CurrentRelease, bool>? known;

    /// <summary>Takes a place for a page for which whole tables are read, where that is costly.</summary>
    /// <exception cref="ProblemException">No place became free in time, or too many wait already.</exception>
    public static async ValueTask EnterAsync(HttpContext context)
    {
        if (await context.RequestServices.GetRequiredService<CostlyPages>().AreAsync(context.RequestAborted))
        {
            await CostlyReads.EnterPageAsync(context);
        }
    }

    // By the database's own estimate of its rows, which is asked for once a release.
    private async ValueTask<bool> AreAsync(CancellationToken cancel)
    {
        if (holder.Current is not { } newest)
        {
            return false;
        }

        if (known is { } last && last.Item1 == newest)
        {
            return last.Item2;
        }

        await using var command = reader.Pages.CreateCommand("select coalesce(max(reltuples), 0) > 100000 from pg_class where relnamespace = 'opendata'::regnamespace and relname like '%version'");
        var are = (bool)(await command.ExecuteScalarAsync(cancel))!;
        known = Tuple.Create(newest, are);
        return are;
    }
}
