namespace Sapporo.OpenData.Api.Catalogue.Files;

/// <summary>A stream that is only read, asynchronously.</summary>
internal abstract class ReadStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Some bytes and then a stream, whose length together is known; it seeks forward by skipping, which is what ranges need.</summary>
internal sealed class ForwardStream(ReadOnlyMemory<byte> before, Stream rest, long length) : ReadStream
{
    private long position;
    private long target;

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => target;
        set => target = value >= position ? value : throw new NotSupportedException("This stream does not go back.");
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position < target)
        {
            var skipped = new byte[Math.Min(65_536, target - position)];
            while (position < target && await ReadNextAsync(skipped.AsMemory(0, (int)Math.Min(skipped.Length, target - position)), cancellationToken) > 0)
            {
            }
        }

        var count = await ReadNextAsync(buffer, cancellationToken);
        target = position;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await rest.DisposeAsync();
        await base.DisposeAsync();
    }

    private async ValueTask<int> ReadNextAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int count;
        if (position < before.Length)
        {
            count = Math.Min(buffer.Length, before.Length - (int)position);
            before.Slice((int)position, count).CopyTo(buffer);
        }
        else
        {
            count = await rest.ReadAsync(buffer, cancel);
        }

        position += count;
        return count;
    }
}
