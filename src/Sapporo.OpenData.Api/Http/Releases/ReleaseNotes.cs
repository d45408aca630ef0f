namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>When the releases were published and what is said of each, by number; what a revised figure shows as its erratum.</summary>
/// <param name="newest">Newest release that is in it.</param>
/// <param name="notes">Time (UTC) and note by number.</param>
public sealed class ReleaseNotes(CurrentRelease newest, IReadOnlyDictionary<int, (DateTime PublishedAt, string? Note)> notes)
{
    /// <summary>Newest release that is in it.</summary>
    public CurrentRelease Newest => newest;

    /// <summary>When a release was published, UTC.</summary>
    public DateTime PublishedAt(int release) => notes[release].PublishedAt;

    /// <summary>What is said of a release; null where nothing is.</summary>
    public string? Note(int release) => notes[release].Note;
}
