using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>The newest release that this instance knows of.</summary>
/// <param name="Number">Its number.</param>
/// <param name="PublishedAt">When it was published, UTC.</param>
/// <param name="InputSha256">What it was made from.</param>
/// <param name="Installation">When the first release was published; tells installations apart.</param>
public sealed record CurrentRelease(int Number, DateTime PublishedAt, string InputSha256, string Installation);

/// <summary>Holds the newest release; every read that sees a newer one brings it up to date.</summary>
public sealed class CurrentReleaseHolder
{
    private volatile CurrentRelease? current;
    private volatile bool isWatched;
    private volatile bool isKnown;

    /// <summary>The newest release; null before the first was seen.</summary>
    public CurrentRelease? Current => current;

    /// <summary>The newest release.</summary>
    /// <exception cref="ProblemException">Nothing is published yet, or the database has not answered since the start.</exception>
    public CurrentRelease Newest => current ?? throw new ProblemException(isKnown ? ProblemCode.NothingPublished : ProblemCode.DatabaseUnavailable);

    /// <summary>Whether this instance is listening for releases, so that the newest it knows is the newest there is.</summary>
    public bool IsWatched { get => isWatched; set => isWatched = value; }

    /// <summary>Takes note of a release; an older one of the same installation never replaces a newer one, whichever thread comes last.</summary>
    public void Update(CurrentRelease? seen)
    {
        isKnown = true;
        if (seen is null)
        {
            return;
        }

        for (var known = current; IsNews(seen, known);)
        {
            var before = Interlocked.CompareExchange(ref current, seen, known);
            if (ReferenceEquals(before, known))
            {
                return;
            }

            known = before;
        }
    }

    // Another installation is another database, restored or made anew behind the same address: its numbers begin again.
    private static bool IsNews(CurrentRelease seen, CurrentRelease? known) =>
        known is null || seen.Number > known.Number || seen.Installation != known.Installation;
}
