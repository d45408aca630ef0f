using System.IO.Compression;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue.Files;

/// <summary>Opens the stored bytes of data files: all but the very large from a bounded copy in memory, others streamed from the database.</summary>
public sealed class StoredContentReader(ReleaseReader reader) : IDisposable
{
    private const long LargestKept = 32 * 1_048_576; // some million observations, compressed
    private const int Piece = 65_536; // as much as a connection buffers
    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = 2 * LargestKept });
    private readonly SemaphoreSlim fetching = new(1); // so that many who ask for a large one at once fetch it once

    /// <summary>Whether a content is streamed from the database each time.</summary>
    public static bool IsStreamed(StoredContent content) => content.GzipSize > LargestKept;

    /// <summary>The bytes compressed by gzip, as they are stored.</summary>
    public async Task<Stream> OpenCompressedAsync(StoredContent content, CancellationToken cancel)
    {
        if (IsStreamed(content))
        {
            return await ChunkStream.OpenAsync(reader.Bulk, content.Sha256, cancel);
        }

        return new MemoryStream(await FetchAsync(content, cancel), writable: false);
    }

    /// <summary>Writes the bytes compressed by gzip: those at hand from where they are, piece by piece, so that a slow client holds no second copy.</summary>
    public async Task WriteCompressedAsync(StoredContent content, Stream target, CancellationToken cancel)
    {
        if (IsStreamed(content))
        {
            await using var stored = await OpenCompressedAsync(content, cancel);
            await stored.CopyToAsync(target, Piece, cancel);
            return;
        }

        ReadOnlyMemory<byte> bytes = await FetchAsync(content, cancel);
        for (var at = 0; at < bytes.Length; at += Piece)
        {
            await target.WriteAsync(bytes.Slice(at, Math.Min(Piece, bytes.Length - at)), cancel);
        }
    }

    private async Task<byte[]> FetchAsync(StoredContent content, CancellationToken cancel)
    {
        if (kept.TryGetValue(content.Sha256, out byte[]? known))
        {
            return known!;
        }

        await fetching.WaitAsync(cancel);
        try
        {
            if (kept.TryGetValue(content.Sha256, out known))
            {
                return known!;
            }

            await using var stored = await ChunkStream.OpenAsync(reader.Pages, content.Sha256, cancel);
            var bytes = new byte[content.GzipSize];
            await stored.ReadExactlyAsync(bytes, cancel);
            kept.Set(content.Sha256, bytes, new MemoryCacheEntryOptions { Size = bytes.Length });
            return bytes;
        }
        finally
        {
            fetching.Release();
        }
    }

    /// <summary>The bytes themselves, after some others; the stream knows its length and skips forward.</summary>
    public async Task<Stream> OpenAsync(StoredContent content, ReadOnlyMemory<byte> before, CancellationToken cancel) =>
        new ForwardStream(before, new GZipStream(await OpenCompressedAsync(content, cancel), CompressionMode.Decompress), before.Length + content.Size);

    /// <inheritdoc />
    public void Dispose()
    {
        kept.Dispose();
        fetching.Dispose();
    }

    // The pieces of a content, one after the other, as the database gives them.
    private sealed class ChunkStream(NpgsqlConnection connection, NpgsqlCommand command, NpgsqlDataReader rows, CancellationTokenRegistration stop) : ReadStream
    {
        private byte[] chunk = [];
        private int position;

        public static async Task<ChunkStream> OpenAsync(NpgsqlDataSource source, string sha256, CancellationToken cancel)
        {
            var connection = await source.OpenConnectionAsync(cancel);
            var command = new NpgsqlCommand("select bytes from opendata.stored_chunk where sha256 = $1 order by ordinal", connection) { Parameters = { new() { Value = sha256 } } };
            try
            {
                return new ChunkStream(connection, command, await command.ExecuteReaderAsync(cancel), StatementCancellation.Watch(command, cancel));
            }
            catch
            {
                await command.DisposeAsync();
                await connection.DisposeAsync();
                throw;
            }
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (position == chunk.Length)
            {
                if (!await rows.ReadAsync(cancellationToken))
                {
                    return 0;
                }

                (chunk, position) = (rows.GetFieldValue<byte[]>(0), 0);
            }

            var count = Math.Min(buffer.Length, chunk.Length - position);
            chunk.AsMemory(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        public override async ValueTask DisposeAsync()
        {
            await rows.DisposeAsync();
            await stop.DisposeAsync();
            await command.DisposeAsync();
            await connection.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
