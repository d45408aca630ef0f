namespace Sapporo.OpenData.Storage;

/// <summary>A published state of one thing: valid from one release until, excluded, another.</summary>
public abstract class Versioned
{
    /// <summary>Identifier of the thing; the same over all its versions.</summary>
    public string Id { get; init; } = "";

    /// <summary>First release that holds this version.</summary>
    public int SinceRelease { get; init; }

    /// <summary>Release that ended this version; null while it is current.</summary>
    public int? UntilRelease { get; init; }

    /// <summary>Whether it took the place of a version that the same release ended; false for one that is as first published.</summary>
    public bool Revised { get; init; }
}

/// <summary>A version that states a fact of a source document.</summary>
public abstract class Fact : Versioned
{
    /// <summary>Id of the source document.</summary>
    public string Source { get; init; } = "";

    /// <summary>Place in the document, in Japanese.</summary>
    public string SourcePlace { get; init; } = "";

    /// <summary>Names of the fields that are inferences rather than printed.</summary>
    public string[] Inferred { get; init; } = [];

    /// <summary>Reason codes: one that all inferences rest on, or one for each; empty where nothing is inferred.</summary>
    public string[] InferenceReasons { get; init; } = [];
}

/// <summary>Which release a read is of.</summary>
/// <param name="Number">The release's number.</param>
/// <param name="IsCurrent">True for the newest release, which the partial indexes serve.</param>
public readonly record struct ReleasePoint(int Number, bool IsCurrent);

/// <summary>Named restrictions of versioned queries.</summary>
public static class VersionedQueryExtensions
{
    /// <summary>The rows as they stood in <paramref name="release"/>.</summary>
    public static IQueryable<T> At<T>(this IQueryable<T> versions, ReleasePoint release) where T : Versioned =>
        release.IsCurrent
            ? versions.Where(version => version.UntilRelease == null)
            : versions.Where(version => version.SinceRelease <= release.Number
                && (version.UntilRelease == null || version.UntilRelease > release.Number));
}
