using System.IO.Pipelines;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>
/// Writes a body through the response pipe. Nothing is sent before 64 kB are there, so an early error can still become
/// a clean problem; afterwards the body flows in pieces of that size, and memory stays flat.
/// </summary>
public sealed class BodyWriter(HttpContext context)
{
    private const int Piece = 65_536;

    /// <summary>Where to write.</summary>
    public PipeWriter Writer { get; } = context.Response.BodyWriter;

    /// <summary>Sends what has gathered, once it is enough.</summary>
    /// <param name="more">Bytes that a writer on top still holds and can flush into the pipe.</param>
    public async ValueTask SendGatheredAsync(long more = 0)
    {
        if (Writer.UnflushedBytes + more >= Piece)
        {
            await Writer.FlushAsync(context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }
}
