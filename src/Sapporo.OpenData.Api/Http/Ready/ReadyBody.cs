namespace Sapporo.OpenData.Api.Http.Ready;

/// <summary>Sends a body that is whole in memory, and offers it to those who may ask for it again.</summary>
internal static class ReadyBody
{
    private const int Block = 4096; // of the server

    /// <summary>Sends the body with its length.</summary>
    public static Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.RequestServices.GetRequiredService<ReadyAnswers>().Offer(context, body);
        return WriteAsync(context, body);
    }

    /// <summary>Writes the body with its length.</summary>
    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        return body.Length > Block ? WriteLongAsync(context.Response, body, context.RequestAborted) : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // In one piece, of which the server would make many blocks, unless it is compressed on its way.
    private static async Task WriteLongAsync(HttpResponse response, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        await response.StartAsync(cancel); // which settles the coding
        if (response.Headers.ContentEncoding.Count > 0)
        {
            await response.Body.WriteAsync(body, cancel);
            return;
        }

        body.Span.CopyTo(response.BodyWriter.GetSpan(body.Length));
        response.BodyWriter.Advance(body.Length);
        await response.BodyWriter.FlushAsync(cancel);
    }
}
