namespace Sapporo.OpenData.Publishing;

/// <summary>How to publish.</summary>
public sealed record PublishOptions
{
    /// <summary>What the publisher says of the release.</summary>
    public string? Note { get; init; }

    /// <summary>Does everything but commit.</summary>
    public bool DryRun { get; init; }

    /// <summary>Refuses, rather than waits, while another publication is under way.</summary>
    public bool NoWait { get; init; }

    /// <summary>Takes the differences, row by row, before they are committed or rolled back; memory stays flat.</summary>
    public Func<IAsyncEnumerable<PublishPreview>, Task>? Preview { get; init; }

    /// <summary>Is told how far the work is; called on the working thread.</summary>
    public IProgress<PublishProgress>? Progress { get; init; }
}

/// <summary>What a publication is at.</summary>
public enum PublishPhase
{
    /// <summary>Another publication is under way; told once, after two seconds.</summary>
    Waiting,

    /// <summary>Reads the input; counted in bytes.</summary>
    Reading,

    /// <summary>Checks what was read.</summary>
    Checking,

    /// <summary>Closes and opens rows; counted in files.</summary>
    Applying,

    /// <summary>Renders the data files that change.</summary>
    Rendering,
}

/// <summary>How far a publication is.</summary>
/// <param name="Phase">What it is at.</param>
/// <param name="File">The input file it is at; null for none.</param>
/// <param name="Done">Done so far, in the phase's measure.</param>
/// <param name="Total">All of it; 0 where that is not known.</param>
public readonly record struct PublishProgress(PublishPhase Phase, string? File = null, long Done = 0, long Total = 0);

/// <summary>Another publication is under way, and waiting for it was not wanted.</summary>
public sealed class PublicationUnderWayException()
    : InvalidOperationException("ほかの公表が進行中です。終わってからもう一度実行してください。 / Another publication is under way; try again when it has ended.");
