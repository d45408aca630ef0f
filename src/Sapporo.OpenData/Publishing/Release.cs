using Microsoft.EntityFrameworkCore;

namespace Sapporo.OpenData.Publishing;

/// <summary>A publication; it never changes.</summary>
public sealed class Release
{
    /// <summary>Number, from 1.</summary>
    public int Number { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public DateTime PublishedAt { get; init; }

    /// <summary>What the publisher says of it.</summary>
    public string? Note { get; init; }

    /// <summary>SHA-256 over the input files, lower-case hex.</summary>
    public string InputSha256 { get; init; } = "";

    /// <summary>Rows by resource.</summary>
    public List<ReleaseCount> Counts { get; init; } = [];
}

/// <summary>How many rows of one resource a release added, changed and removed, and how many it holds.</summary>
public sealed class ReleaseCount
{
    /// <summary>Release number.</summary>
    public int Release { get; init; }

    /// <summary>Public name of the resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Rows added.</summary>
    public int Added { get; init; }

    /// <summary>Rows changed.</summary>
    public int Changed { get; init; }

    /// <summary>Rows removed.</summary>
    public int Removed { get; init; }

    /// <summary>Rows current in the release.</summary>
    public int Current { get; init; }
}

/// <summary>One row of the change feed; the rows before and after are JSON objects by column name, the release span left out.</summary>
public sealed class Change
{
    /// <summary>Release that made the change.</summary>
    public int Release { get; init; }

    /// <summary>Public name of the resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Id of the row.</summary>
    public string Id { get; init; } = "";

    /// <summary>added, changed or removed.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The row before, a JSON object; null for added.</summary>
    public string? Before { get; init; }

    /// <summary>The row after, a JSON object; null for removed.</summary>
    public string? After { get; init; }
}

internal static class ReleaseMapping
{
    public static void Configure(ModelBuilder model)
    {
        var release = model.Entity<Release>();
        release.ToTable("release").HasKey(item => item.Number);
        release.HasMany(item => item.Counts).WithOne().HasForeignKey(count => count.Release);
        var count = model.Entity<ReleaseCount>();
        count.ToTable("release_count").HasKey(item => new { item.Release, item.Resource });
        var change = model.Entity<Change>();
        change.ToView("change").HasKey(item => new { item.Release, item.Resource, item.Id });
        change.Property(item => item.Before).HasColumnType("jsonb");
        change.Property(item => item.After).HasColumnType("jsonb");
        foreach (var entity in new[] { release.Metadata, count.Metadata, change.Metadata })
        {
            Storage.OpenDataContext.NameColumns(entity);
        }
    }
}
