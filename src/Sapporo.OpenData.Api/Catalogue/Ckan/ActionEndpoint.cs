using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>The Action API over HTTP: CKAN's envelope, errors and ways of calling.</summary>
public static partial class ActionEndpoint
{
    // To the letter as CKAN's clients expect it, and wrapped in a call.
    private static readonly DataFormat Json = new("ckan", "application/json", "application/json;charset=utf-8");
    private static readonly DataFormat Script = new("jsonp", "application/javascript", "application/javascript;charset=utf-8");

    private const int MostAttempts = 3; // releases do not follow one another so quickly

    private static readonly string[] Paths = ["/api/action/{name}", "/api/3/action/{name}"];

    /// <summary>Adds CKAN's errors and what OPTIONS answers.</summary>
    public static IServiceCollection AddActions(this IServiceCollection services) => services
        .AddSingleton<ActionServices>()
        .AddSingleton(new ProblemShape(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), WriteProblemAsync))
        .AddSingleton(new PreflightRule("/api", "GET, HEAD, POST, OPTIONS", "GET, HEAD, POST, PUT, DELETE, OPTIONS", "X-CKAN-API-KEY, Authorization, Content-Type"));

    /// <summary>Maps the actions.</summary>
    public static void MapActions(this WebApplication app)
    {
        foreach (var path in Paths)
        {
            app.MapMethods(path, [HttpMethods.Get, HttpMethods.Post], AnswerAsync).ExcludeFromDescription().WithMetadata(new AllowSlash());
        }

        app.MapGet("/api/3", () => Results.Json(new { version = 3 })).ExcludeFromDescription().WithMetadata(new AllowSlash());
    }

    private static async Task AnswerAsync(HttpContext context, string name, ActionServices services)
    {
        try
        {
            var parameters = await ActionRequest.ReadAsync(context.Request, context.RequestAborted);
            await RunAsync(context, Find(name, HttpMethods.IsPost(context.Request.Method)), parameters, services);
        }
        catch (Exception failed) when (!context.Response.HasStarted && (failed is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested))
        {
            var error = AsActionError(failed);
            if (error.Status >= 500 && failed is not ProblemException)
            {
                LogFailure(services.Logger, failed, name);
            }

            await WriteErrorAsync(context, name, error);
        }
    }

    private static async Task RunAsync(HttpContext context, CkanAction action, ActionParameters parameters, ActionServices services)
    {
        var isWhole = false;
        if (action.MostRows is { } most)
        {
            isWhole = most(parameters) > services.Options.Value.MaxLimit;
            if (isWhole)
            {
                await CostlyReads.EnterAsync(context);
            }
            else
            {
                await CostlyPages.EnterAsync(context);
                CountedBody.Hurry(context); // rows are written as they are read
            }
        }

        for (var attempt = 1; ; attempt++)
        {
            var (catalogue, newest) = await services.Store.GetAsync(null, context.RequestAborted);
            var call = new ActionCall(
                parameters, catalogue, newest, new CatalogueAddress(PublicAddress.Of(context)), context.Request.Path, services.Options.Value.MaxUrlLength,
                isWhole ? services.Reader.Bulk : services.Reader.Pages, context.RequestAborted);
            try
            {
                await WriteResultAsync(context, action.Name, await action.RunAsync(call), newest);
                return;
            }
            catch (NewerReleaseException newer) when (attempt < MostAttempts)
            {
                services.Holder.Update(newer.Seen);
            }
        }
    }

    // A problem that arose before or after the action, as CKAN writes its errors.
    private static Task WriteProblemAsync(HttpContext context, ProblemException problem) => WriteErrorAsync(context, context.Request.Path.Value!.Split('/')[^1], AsActionError(problem));

    private static CkanAction Find(string name, bool isPost) =>
        CkanActions.All.TryGetValue(name, out var action) ? action
        : !CkanActions.Writes(name) ? throw ActionException.BadRequest($"Action name not known: {name}")
        : throw (isPost ? ActionException.NotAuthorized($"{name} is not allowed here: the catalogue is published by its own office") : ActionException.BadRequest($"Function {name} is not side-effect free and needs POST"));

    private static ActionException AsActionError(Exception failed) => failed switch
    {
        ActionException known => known,
        ProblemException { Code.Status: >= 500 } problem => ActionException.Internal(problem.Code.Status, problem.Detail(english: true)),
        ProblemException { Code.Status: 429 } problem => ActionException.TooManyRequests(problem.Detail(english: true)),
        ProblemException { Code.Status: 404 } problem => ActionException.NotFound(problem.Detail(english: true)),
        ProblemException problem => ActionException.BadRequest(problem.Detail(english: true)),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => ActionException.Internal(503, "The query took longer than is allowed; please narrow it"),
        BadHttpRequestException refused => ActionException.BadRequest(refused.Message),
        InvalidDataException refused => ActionException.BadRequest(refused.Message),
        _ => ProblemMiddleware.IsDatabaseAway(failed) ? ActionException.Internal(503, "The database does not answer; please try again shortly") : ActionException.Internal(500, "Internal Server Error"),
    };

    private static Task WriteErrorAsync(HttpContext context, string name, ActionException error)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear(); // of what was set for a result
        context.Response.Headers.Allow = allow;
        if (error.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        context.Response.StatusCode = error.Status;
        context.Response.ContentType = Json.ContentType;
        context.Response.Headers.CacheControl = "no-cache";
        if (error.Type is null)
        {
            return WriteJsonAsync(context, "", json => json.WriteStringValue(error.Message));
        }

        var fields = error.Fields;
        fields["message"] = error.Message;
        fields["__type"] = error.Type;
        return WriteJsonAsync(context, "", json =>
        {
            WriteHead(json, context, name, isSuccess: false);
            JsonSerializer.Serialize(json, fields, JsonStyle.SerializerOptions);
            json.WriteEndObject();
        });
    }

    private static async Task WriteResultAsync(HttpContext context, string name, object? result, CurrentRelease newest)
    {
        await using var source = (result as StreamedResult)?.Source;
        var isGet = HttpMethods.IsGet(context.Request.Method);
        var callback = isGet ? context.Request.Query["callback"].ToString() : "";
        if (callback.Length > 0 && !CallbackName().IsMatch(callback))
        {
            throw ActionException.BadRequest("callback must be the name of a function");
        }

        if (!isGet)
        {
            context.Response.ContentType = Json.ContentType;
            context.Response.Headers.CacheControl = "no-cache";
        }
        else if (new Representation(context, callback.Length > 0 ? Script : Json, null).IsNotModified(newest, byDate: true))
        {
            return;
        }

        await WriteJsonAsync(context, callback, async (json, body) =>
        {
            WriteHead(json, context, name, isSuccess: true);
            if (result is StreamedResult streamed)
            {
                await streamed.WriteAsync(json, body);
            }
            else
            {
                JsonSerializer.Serialize(json, result, JsonStyle.SerializerOptions);
            }

            json.WriteEndObject();
        });
    }

    // Members in CKAN's order: help first.
    private static void WriteHead(Utf8JsonWriter json, HttpContext context, string name, bool isSuccess)
    {
        json.WriteStartObject();
        json.WriteString("help", $"{PublicAddress.Of(context)}/api/3/action/help_show?name={Uri.EscapeDataString(name)}");
        json.WriteBoolean("success", isSuccess);
        json.WritePropertyName(isSuccess ? "result" : "error");
    }

    private static Task WriteJsonAsync(HttpContext context, string callback, Action<Utf8JsonWriter> write) => WriteJsonAsync(context, callback, (json, _) =>
    {
        write(json);
        return Task.CompletedTask;
    });

    private static async Task WriteJsonAsync(HttpContext context, string callback, Func<Utf8JsonWriter, BodyWriter, Task> write)
    {
        var body = new BodyWriter(context);
        if (callback.Length > 0)
        {
            Encoding.UTF8.GetBytes($"{callback}(", body.Writer);
        }

        await using (var json = new Utf8JsonWriter(body.Writer, JsonStyle.WriterOptions))
        {
            await write(json, body);
        }

        if (callback.Length > 0)
        {
            body.Writer.Write(");"u8);
        }

        await body.CompleteAsync();
    }

    [GeneratedRegex(@"^[A-Za-z_$][\w$.]{0,99}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CallbackName();

    [LoggerMessage(Level = LogLevel.Error, Message = "Action {Name} failed")]
    private static partial void LogFailure(ILogger logger, Exception failed, string name);
}

/// <summary>What the actions are run with.</summary>
public sealed record ActionServices(CatalogueStore Store, ReleaseReader Reader, CurrentReleaseHolder Holder, IOptions<ApiOptions> Options, ILogger<CkanAction> Logger);
