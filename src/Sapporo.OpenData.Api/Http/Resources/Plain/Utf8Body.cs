using System.Buffers;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>A body in the making, in one pooled array; sent in pieces of 64 kB, or as a whole where it ends before.</summary>
internal sealed class Utf8Body(HttpContext context) : IDisposable
{
    private const int Piece = 65_536;
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Piece + Piece / 4);

    /// <summary>Bytes written and not yet sent.</summary>
    public int Length { get; private set; }

    /// <summary>Room for at least so many bytes more, at the end.</summary>
    public Span<byte> Room(int least) => Array(least).AsSpan(Length);

    /// <summary>The array that has room for so many bytes more from <see cref="Length"/> on.</summary>
    public byte[] Array(int least)
    {
        if (bytes.Length - Length < least)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + least));
            bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        return bytes;
    }

    /// <summary>Takes note of bytes written into the room.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Begins again, behind a place that is kept for something.</summary>
    public void Restart(int kept) => Length = kept;

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Writes one byte.</summary>
    public void Write(byte character)
    {
        Room(1)[0] = character;
        Length++;
    }

    /// <summary>What has been written and not yet sent, from a place on.</summary>
    public ReadOnlyMemory<byte> Written(int from = 0) => bytes.AsMemory(from, Length - from);

    /// <summary>The written bytes, to write over a place that was kept for something.</summary>
    public Span<byte> Kept(int length) => bytes.AsSpan(0, length);

    /// <summary>Whether so much has gathered that it should be sent.</summary>
    public bool IsFull => Length >= Piece;

    /// <summary>Sends what has gathered, from a place on.</summary>
    public async ValueTask SendAsync(int from = 0)
    {
        await context.Response.Body.WriteAsync(Written(from), context.RequestAborted);
        Length = 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        Length = 0;
    }
}
