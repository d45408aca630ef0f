using System.Buffers;
using Sapporo.OpenData.Api.Http.Ready;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>
/// Gathers a body and sends it in pieces. Nothing is sent before 64 kB are there, so an early error can still become a
/// clean problem; afterwards memory stays flat however long the body is.
/// </summary>
public sealed class BodyWriter(HttpContext context)
{
    private const int Piece = 65_536;
    private readonly ArrayBufferWriter<byte> gathered = new(Piece / 4);
    private bool isSending;

    /// <summary>Where to write.</summary>
    public IBufferWriter<byte> Writer => gathered;

    /// <summary>Sends what has gathered, once it is enough.</summary>
    public ValueTask SendGatheredAsync() => gathered.WrittenCount >= Piece ? SendAsync() : ValueTask.CompletedTask;

    /// <summary>Sends the rest.</summary>
    public ValueTask CompleteAsync() => isSending ? gathered.WrittenCount > 0 ? SendAsync() : ValueTask.CompletedTask : new ValueTask(ReadyBody.SendAsync(context, gathered.WrittenMemory));

    private async ValueTask SendAsync()
    {
        isSending = true;
        await context.Response.Body.WriteAsync(gathered.WrittenMemory, context.RequestAborted);
        gathered.ResetWrittenCount();
    }
}
