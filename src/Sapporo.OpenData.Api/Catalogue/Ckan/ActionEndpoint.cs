using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    private static readonly string[] Paths = ["/api/action/{name}", "/api/3/action/{name}"];

    /// <summary>Adds CKAN's errors and what OPTIONS answers.</summary>
    public static IServiceCollection AddActions(this IServiceCollection services) => services
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

    private static async Task AnswerAsync(HttpContext context, string name, CatalogueStore store, ReleaseReader reader, IOptions<ApiOptions> options, ILogger<CkanAction> logger)
    {
        CurrentRelease? newest = null;
        try
        {
            var parameters = await ActionRequest.ReadAsync(context.Request, context.RequestAborted);
            var action = Find(name, HttpMethods.IsPost(context.Request.Method));
            (var catalogue, newest) = await store.GetAsync(null, context.RequestAborted);
            var call = new ActionCall(parameters, catalogue, new CatalogueAddress(PublicAddress.Of(context)), context.Request.Path, options.Value.MaxUrlLength, reader.Pages, context.RequestAborted);
            if (action.ReadsRows)
            {
                await reader.EnterPageAsync(context);
            }

            var result = await action.RunAsync(call);
            await WriteAsync(context, 200, Envelope(context, name, new { success = true, result }), newest);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            var error = AsActionError(failed);
            if (error.Status >= 500)
            {
                LogFailure(logger, failed, name);
            }

            await WriteErrorAsync(context, name, error);
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
        if (error.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        if (error.Type is null)
        {
            return WriteAsync(context, error.Status, error.Message, null);
        }

        var fields = error.Fields;
        fields["message"] = error.Message;
        fields["__type"] = error.Type;
        return WriteAsync(context, error.Status, Envelope(context, name, new { success = false, error = fields }), null);
    }

    // Members in CKAN's order: help first.
    private static JsonNode Envelope(HttpContext context, string name, object rest)
    {
        var envelope = new JsonObject { ["help"] = $"{PublicAddress.Of(context)}/api/3/action/help_show?name={Uri.EscapeDataString(name)}" };
        foreach (var (key, value) in JsonSerializer.SerializeToNode(rest, JsonItemWriter.SerializerOptions)!.AsObject().ToList())
        {
            envelope[key] = value?.DeepClone();
        }

        return envelope;
    }

    private static async Task WriteAsync(HttpContext context, int status, object body, CurrentRelease? newest)
    {
        var response = context.Response;
        var callback = HttpMethods.IsGet(context.Request.Method) && status == 200 ? context.Request.Query["callback"].ToString() : "";
        if (callback.Length > 0 && !CallbackName().IsMatch(callback))
        {
            (status, body, newest, callback) = (400, "Bad request: callback must be the name of a function", null, "");
        }

        if (newest is null || !HttpMethods.IsGet(context.Request.Method))
        {
            response.StatusCode = status;
            response.ContentType = DataFormat.Ckan.ContentType;
            response.Headers.CacheControl = "no-cache";
        }
        else if (new Representation(context, callback.Length > 0 ? DataFormat.Script : DataFormat.Ckan, null).IsNotModified(newest, byDate: true))
        {
            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(body, JsonItemWriter.SerializerOptions);
        await response.Body.WriteAsync(callback.Length > 0 ? [.. Encoding.UTF8.GetBytes($"{callback}("), .. json, .. ");"u8] : json, context.RequestAborted);
    }

    [GeneratedRegex(@"^[A-Za-z_$][\w$.]{0,99}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CallbackName();

    [LoggerMessage(Level = LogLevel.Error, Message = "Action {Name} failed")]
    private static partial void LogFailure(ILogger logger, Exception failed, string name);
}
