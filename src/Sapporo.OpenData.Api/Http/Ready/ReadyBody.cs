namespace Sapporo.OpenData.Api.Http.Ready;

/// <summary>Sends a body that is whole in memory, and offers it to those who may ask for it again.</summary>
internal static class ReadyBody
{
    /// <summary>Sends the body with its length.</summary>
    public static Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.RequestServices.GetRequiredService<ReadyAnswers>().Offer(context, body);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
