using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>One snapshot of the database: all that is read in it is of one release.</summary>
/// <param name="database">Context whose transaction holds the snapshot.</param>
/// <param name="release">Release that is read.</param>
/// <param name="newest">Newest release that the snapshot sees.</param>
/// <param name="reasons">Reason texts of the release.</param>
public sealed class Snapshot(OpenDataContext database, ReleasePoint release, CurrentRelease newest, ReasonTexts reasons) : IAsyncDisposable
{
    /// <summary>Context to read with.</summary>
    public OpenDataContext Database => database;

    /// <summary>Release that is read.</summary>
    public ReleasePoint Release => release;

    /// <summary>Newest release that the snapshot sees.</summary>
    public CurrentRelease Newest => newest;

    /// <summary>Reason texts of the release.</summary>
    public ReasonTexts Reasons => reasons;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
