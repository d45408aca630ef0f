using Sapporo.OpenData.Api.Http.Hosting;

namespace Sapporo.OpenData.Api.Http.Ready;

/// <summary>Answers at once what <see cref="ReadyAnswers"/> has, before anything looks at the request more closely; behind the limits on clients.</summary>
public sealed class ReadyAnswerMiddleware(RequestDelegate next, ReadyAnswers ready, Telemetry telemetry)
{
    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var isReady = ready.TryAnswer(context, out var answer);
        telemetry.CountCache(isReady);
        return isReady ? answer : next(context);
    }
}
