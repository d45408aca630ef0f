using System.Net.Sockets;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Microsoft.Extensions.Options;

namespace Sapporo.OpenData.Api.Http.Problems;

/// <summary>Gives every error the one shape: those that code throws, and the bare statuses that routing leaves.</summary>
public sealed partial class ProblemMiddleware(RequestDelegate next, IOptions<ApiOptions> options, IEnumerable<ProblemShape> shapes, ILogger<ProblemMiddleware> logger)
{
    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null && FromStatus(context) is { } bare)
            {
                await WriteAsync(context, bare);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // nobody is left to answer; what failed is what was stopped for that
        }
        catch (Exception failed)
        {
            var problem = FromException(context, failed);
            if (problem.Code.Status >= 500 && failed is not ProblemException)
            {
                LogFailure(failed, problem.Code.Code, RequestLog.RouteOf(context), TraceId.Of(context));
            }

            if (context.Response.HasStarted)
            {
                context.Abort(); // never end a body as if it were whole
                return;
            }

            await WriteAsync(context, problem);
        }
    }

    private Task WriteAsync(HttpContext context, ProblemException problem)
    {
        ProblemWriter.Note(context, problem.Code);
        return (shapes.FirstOrDefault(shape => shape.Applies(context)) is { } shape ? shape.WriteAsync : ProblemWriter.WriteAsync)(context, problem);
    }

    private ProblemException FromException(HttpContext context, Exception failed) => failed switch
    {
        ProblemException problem => problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemException(ProblemCode.ContentTooLarge, options.Value.MaxBodyBytes),
        BadHttpRequestException refused => new ProblemException(ProblemCode.BadRequest, refused.Message),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new ProblemException(ProblemCode.QueryTimeout),
        _ when IsDatabaseAway(failed) => new ProblemException(ProblemCode.DatabaseUnavailable),
        _ => new ProblemException(ProblemCode.InternalError, TraceId.Of(context)),
    };

    /// <summary>Whether a failure means that the database does not answer.</summary>
    public static bool IsDatabaseAway(Exception? failed) => failed is not null
        && (failed is NpgsqlException { IsTransient: true } or SocketException or TimeoutException or EndOfStreamException
            || (failed is PostgresException database && (database.SqlState.StartsWith("57P", StringComparison.Ordinal) || database.SqlState.StartsWith("08", StringComparison.Ordinal) || database.SqlState.StartsWith("53", StringComparison.Ordinal)))
            || (failed is NpgsqlException and not PostgresException)
            || IsDatabaseAway(failed.InnerException));

    private static ProblemException? FromStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new ProblemException(ProblemCode.NotFound, context.Request.Path.Value),
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed(context),
        StatusCodes.Status406NotAcceptable => new ProblemException(ProblemCode.NotAcceptable, context.Request.Headers.Accept.ToString(), "application/json"),
        StatusCodes.Status400BadRequest => new ProblemException(ProblemCode.BadRequest, context.Request.Path.Value),
        _ => null,
    };

    // Every address has GET, and with it HEAD and OPTIONS.
    private static ProblemException MethodNotAllowed(HttpContext context)
    {
        context.Response.Headers.Allow = PreflightMiddleware.MethodsOf(context);
        return new ProblemException(ProblemCode.MethodNotAllowed, context.Request.Method, PreflightMiddleware.MethodsOf(context));
    }

    // Nothing of what was asked but the route: paths and queries are the asker's own.
    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem} at {Route}, trace {TraceId}")]
    private partial void LogFailure(Exception failed, string problem, string? route, string traceId);
}
