using System.Collections.Concurrent;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// What rows of a resource share with others, as one release, language and format write it: the runs of their members or
/// cells, by the digest of the values. Filled by the rows that are read; a table whose rows share little is soon told from one whose rows do.
/// </summary>
internal sealed class SharedRuns
{
    private const int Most = 4096;
    private readonly ConcurrentDictionary<Guid, byte[][]> known = new();

    /// <summary>Whether reading rows without what they share is likely to do.</summary>
    public bool IsUseful => known.Count is > 0 and < Most;

    /// <summary>The runs of a digest; null where they are not known yet.</summary>
    public byte[][]? Of(Guid context) => known.GetValueOrDefault(context);

    /// <summary>Keeps the runs of a digest, where there is room for more.</summary>
    public bool Keep(Guid context, byte[][] runs) => known.Count < Most && known.TryAdd(context, runs);
}
