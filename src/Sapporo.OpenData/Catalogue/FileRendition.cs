using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Catalogue;

/// <summary>What a data file became, in one format, in a release that changed it; it stays so until the next.</summary>
public sealed class FileRendition
{
    /// <summary>Id of the data file.</summary>
    public string DataFile { get; init; } = "";

    /// <summary>csv or json.</summary>
    public string Format { get; init; } = "";

    /// <summary>Release that made it.</summary>
    public int Release { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Rows, without the header.</summary>
    public long Rows { get; init; }

    /// <summary>Its columns, a JSON array of <see cref="DataFileColumn"/>.</summary>
    public string Columns { get; init; } = "[]";

    /// <summary>Hash of the definition that it was rendered by.</summary>
    public string Definition { get; init; } = "";

    /// <summary>The bytes' lengths.</summary>
    public StoredContent Content { get; init; } = null!;

    /// <summary>Its columns.</summary>
    public IReadOnlyList<DataFileColumn> ReadColumns() => JsonSerializer.Deserialize<List<DataFileColumn>>(Columns, JsonSerializerOptions.Web)!;
}

/// <summary>Bytes that are stored once, compressed, whichever files and releases hold them.</summary>
public sealed class StoredContent
{
    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Length, bytes.</summary>
    public long Size { get; init; }

    /// <summary>Length when compressed by gzip, bytes.</summary>
    public long GzipSize { get; init; }
}

/// <summary>That a release changed a dataset: its description or one of its files.</summary>
public sealed class DatasetState
{
    /// <summary>Id of the dataset.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Release.</summary>
    public int Release { get; init; }

    /// <summary>Hash of the description; null where the dataset was withdrawn.</summary>
    public string? Digest { get; init; }
}

internal static class RenditionMapping
{
    public static void Configure(ModelBuilder model)
    {
        var rendition = model.Entity<FileRendition>();
        rendition.ToTable("file_rendition").HasKey(item => new { item.DataFile, item.Format, item.Release });
        rendition.Property(item => item.Columns).HasColumnType("jsonb");
        rendition.HasOne(item => item.Content).WithMany().HasForeignKey(item => item.Sha256);
        var content = model.Entity<StoredContent>();
        content.ToTable("stored_content").HasKey(item => item.Sha256);
        var state = model.Entity<DatasetState>();
        state.ToTable("dataset_state").HasKey(item => new { item.Dataset, item.Release });
        foreach (var entity in new[] { rendition.Metadata, content.Metadata, state.Metadata })
        {
            OpenDataContext.NameColumns(entity);
        }
    }
}
