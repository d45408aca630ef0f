using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>A response body that knows how many bytes went into it; they pass through untouched.</summary>
/// <param name="inner">Where they go.</param>
/// <param name="impatient">Request that is cut off where its client takes nothing of a piece for too long; null for unlimited patience.</param>
internal sealed class CountedBody(IHttpResponseBodyFeature inner, HttpContext? impatient = null) : IHttpResponseBodyFeature
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private Stream? stream;
    private PipeWriter? writer;

    /// <summary>Cuts a client off that takes nothing of the response for too long, while a connection or a place waits for it.</summary>
    public static void Hurry(HttpContext context) =>
        context.Features.Set<IHttpResponseBodyFeature>(new CountedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), context));

    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    public Stream Stream => stream ??= new CountedStream(this, inner.Stream);

    public PipeWriter Writer => writer ??= new CountedWriter(this, inner.Writer);

    private ValueTask<T> Guard<T>(ValueTask<T> sent) => impatient is null || sent.IsCompleted ? sent : new ValueTask<T>(WaitAsync(impatient, sent.AsTask()));

    private ValueTask Guard(ValueTask sent) => impatient is null || sent.IsCompleted ? sent : new ValueTask(WaitAsync(impatient, NothingAsync(sent)));

    private static async Task<bool> NothingAsync(ValueTask sent)
    {
        await sent;
        return true;
    }

    private static async Task<T> WaitAsync<T>(HttpContext context, Task<T> sent)
    {
        try
        {
            return await sent.WaitAsync(Patience, CancellationToken.None);
        }
        catch (TimeoutException tired)
        {
            context.Abort();
            throw new OperationCanceledException("The client took nothing for too long.", tired);
        }
    }

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => inner.CompleteAsync();

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await inner.SendFileAsync(path, offset, count, cancellationToken);
        Bytes += count ?? (new FileInfo(path).Length - offset);
    }

    private sealed class CountedWriter(CountedBody body, PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            body.Bytes += bytes;
            inner.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => body.Guard(inner.FlushAsync(cancellationToken));

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            body.Bytes += source.Length;
            return body.Guard(inner.WriteAsync(source, cancellationToken));
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }

    private sealed class CountedStream(CountedBody body, Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            body.Bytes += count;
            inner.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            body.Bytes += buffer.Length;
            return body.Guard(inner.WriteAsync(buffer, cancellationToken));
        }
    }
}
