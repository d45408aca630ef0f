using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>Opens snapshots of releases: short reads from one pool, whole results from another with its own time limit.</summary>
public sealed class ReleaseReader : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int Release, string Input), ReasonTexts> reasons = new();
    private readonly CurrentReleaseHolder holder;
    private volatile ReleaseNotes? notes;
    private readonly DbContextOptions<OpenDataContext> pageOptions;
    private readonly DbContextOptions<OpenDataContext> bulkOptions;

    /// <summary>A reader of the configured database.</summary>
    public ReleaseReader(IConfiguration configuration, IOptions<ApiOptions> options, CurrentReleaseHolder holder)
    {
        var connection = configuration.GetConnectionString(OpenDataSources.ConnectionName)
            ?? throw new InvalidOperationException($"ConnectionStrings__{OpenDataSources.ConnectionName} is not set; it names the PostgreSQL database, as in Host=…;Database=…;Username=….");
        var limits = options.Value;
        this.holder = holder;
        Pages = OpenDataSources.Create(connection, DatabaseRole.Reader, TimeSpan.FromSeconds(limits.StatementTimeoutSeconds), limits.PoolSize, "pages");
        Bulk = OpenDataSources.Create(connection, DatabaseRole.Reader, TimeSpan.FromSeconds(limits.BulkTimeoutSeconds), limits.BulkPoolSize, "bulk");
        Listener = OpenDataSources.Create(connection, DatabaseRole.Reader, TimeSpan.Zero, 1, "listener");
        pageOptions = new DbContextOptionsBuilder<OpenDataContext>().UseNpgsql(Pages).Options;
        bulkOptions = new DbContextOptionsBuilder<OpenDataContext>().UseNpgsql(Bulk).AddInterceptors(new StatementCancellation()).Options;
    }

    /// <summary>Connections for short reads.</summary>
    public NpgsqlDataSource Pages { get; }

    /// <summary>Connections for whole results, with a time limit of their own.</summary>
    public NpgsqlDataSource Bulk { get; }

    /// <summary>The one connection that listens for releases.</summary>
    public NpgsqlDataSource Listener { get; }

    /// <summary>Opens one snapshot of the database, in which everything is read as of one release.</summary>
    /// <param name="requested">Release asked for; null for the newest.</param>
    /// <param name="isWhole">True for a whole result, which may take longer.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ProblemException">Nothing is published yet, or not here.</exception>
    public async Task<Snapshot> OpenAsync(int? requested, bool isWhole, CancellationToken cancel)
    {
        var database = new OpenDataContext(isWhole ? bulkOptions : pageOptions);
        try
        {
            await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            var newest = await NewestAsync((NpgsqlConnection)database.Database.GetDbConnection(), cancel)
                ?? throw new ProblemException(ProblemCode.NothingPublished);
            holder.Update(newest);
            if (requested > newest.Number)
            {
                throw new ProblemException(ProblemCode.DatabaseUnavailable); // a replica that has yet to receive it
            }

            var release = new ReleasePoint(requested ?? newest.Number, requested is null || requested == newest.Number);
            return new Snapshot(database, release, newest, await ReasonsAsync(database, release, newest, cancel), await NotesAsync(database, newest, cancel));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reason texts and notes for reading a release, mostly from memory; null where the newest release is another one by now.</summary>
    public async ValueTask<(ReasonTexts Reasons, ReleaseNotes Notes)?> WordsAsync(ReleasePoint release, CurrentRelease newest, CancellationToken cancel)
    {
        if (notes is { } known && known.Newest == newest && reasons.TryGetValue((release.Number, newest.InputSha256), out var texts))
        {
            return (texts, known);
        }

        await using var snapshot = await OpenAsync(release.IsCurrent ? null : release.Number, isWhole: false, cancel);
        return snapshot.Newest == newest ? (snapshot.Reasons, snapshot.Notes) : null;
    }

    /// <summary>The newest release that a connection sees.</summary>
    public static async Task<CurrentRelease?> NewestAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select number, published_at, input_sha256, (select published_at::text from opendata.release where number = 1) from opendata.release order by number desc limit 1", connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new CurrentRelease(row.GetInt32(0), row.GetDateTime(1), row.GetString(2), row.GetString(3)) : null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Pages.DisposeAsync();
        await Listener.DisposeAsync();
        await Bulk.DisposeAsync();
    }

    private async Task<ReasonTexts> ReasonsAsync(OpenDataContext database, ReleasePoint release, CurrentRelease newest, CancellationToken cancel)
    {
        var key = (release.Number, newest.InputSha256);
        if (!reasons.TryGetValue(key, out var texts))
        {
            var rows = await database.Set<Reason>().AsNoTracking().At(release).ToListAsync(cancel);
            texts = new ReasonTexts(rows.ToDictionary(reason => reason.Id, reason => (reason.TextJa, reason.TextEn)));
            if (reasons.Count >= 16)
            {
                reasons.Clear();
            }

            reasons[key] = texts;
        }

        return texts;
    }

    // A release never changes, so what is known up to the newest serves the older ones too.
    private async Task<ReleaseNotes> NotesAsync(OpenDataContext database, CurrentRelease newest, CancellationToken cancel)
    {
        if (notes is { } known && known.Newest == newest)
        {
            return known;
        }

        var rows = await database.Set<Release>().AsNoTracking().Select(release => new { release.Number, release.PublishedAt, release.Note }).ToListAsync(cancel);
        return notes = new ReleaseNotes(newest, rows.ToDictionary(row => row.Number, row => (row.PublishedAt, row.Note)));
    }
}
