using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>One snapshot of the database: all that is read in it is of one release.</summary>
/// <param name="database">Context whose transaction holds the snapshot.</param>
/// <param name="release">Release that is read.</param>
/// <param name="newest">Newest release that the snapshot sees.</param>
/// <param name="reasons">Reason texts of the release.</param>
/// <param name="notes">Times and notes of the releases up to the newest.</param>
public sealed class Snapshot(OpenDataContext database, ReleasePoint release, CurrentRelease newest, ReasonTexts reasons, ReleaseNotes notes) : IAsyncDisposable
{
    /// <summary>Context to read with.</summary>
    public OpenDataContext Database => database;

    /// <summary>Release that is read.</summary>
    public ReleasePoint Release => release;

    /// <summary>Newest release that the snapshot sees.</summary>
    public CurrentRelease Newest => newest;

    /// <summary>Reason texts of the release.</summary>
    public ReasonTexts Reasons => reasons;

    /// <summary>Times and notes of the releases up to the newest.</summary>
    public ReleaseNotes Notes => notes;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
