using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>Bytes on their way into the database: hashed as they are, compressed, and kept in a temporary file, so that memory stays flat.</summary>
internal sealed class RenderedFile : IAsyncDisposable
{
    private const int ChunkSize = 262_144;

    // As small as with level 6, to the hundredth, where rows are alike, in less than half the time.
    private static readonly ZLibCompressionOptions Packing = new() { CompressionLevel = 4 };

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream spool = OpenSpool();
    private readonly GZipStream gzip;

    public RenderedFile() => gzip = new GZipStream(spool, Packing, leaveOpen: true);

    /// <summary>Bytes written.</summary>
    public long Size { get; private set; }

    /// <summary>Their SHA-256, once completed.</summary>
    public string Sha256 { get; private set; } = "";

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        hash.AppendData(bytes.Span);
        Size += bytes.Length;
        await gzip.WriteAsync(bytes, cancel);
    }

    public async Task CompleteAsync()
    {
        await gzip.DisposeAsync();
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Stores the bytes, unless the same are stored already.</summary>
    public async Task StoreAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var record = new NpgsqlCommand("insert into opendata.stored_content (sha256, size, gzip_size) values ($1, $2, $3) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = Sha256 }, new() { Value = Size }, new() { Value = spool.Length } },
        };
        if (await record.ExecuteNonQueryAsync(cancel) == 0)
        {
            return;
        }

        spool.Position = 0;
        var chunk = new byte[ChunkSize];
        for (var ordinal = 0; await spool.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancel) is > 0 and var read; ordinal++)
        {
            await using var command = new NpgsqlCommand("insert into opendata.stored_chunk (sha256, ordinal, bytes) values ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = Sha256 }, new() { Value = ordinal }, new() { Value = new ArraySegment<byte>(chunk, 0, read) } },
            };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await gzip.DisposeAsync();
        await spool.DisposeAsync();
    }

    // Where a file can be deleted while it is open, its name goes at once: what is killed leaves no file behind.
    private static FileStream OpenSpool()
    {
        var path = Path.GetTempFileName();
        var opened = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None));
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return opened;
    }
}
