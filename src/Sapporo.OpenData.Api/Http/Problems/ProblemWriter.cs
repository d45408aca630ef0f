using System.Buffers;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Problems;

/// <summary>Writes problems as application/problem+json (RFC 9457): Japanese with English beside it, or English alone for lang=en.</summary>
public static class ProblemWriter
{
    /// <summary>Media type of problems.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Notes which problem answers a request, for its line in the log.</summary>
    public static void Note(HttpContext context, ProblemCode code) => context.Items[typeof(ProblemCode)] = code;

    /// <summary>Code of the problem that answered a request; null where none did.</summary>
    public static string? CodeOf(HttpContext context) => (context.Items[typeof(ProblemCode)] as ProblemCode)?.Code;

    /// <summary>Writes the problem as the whole response.</summary>
    public static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        Start(context, problem, ContentType);
        var body = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(body, JsonStyle.WriterOptions))
        {
            Write(json, context, problem);
        }

        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    /// <summary>Sets the status and the headers that a problem has in any shape, in place of what was set before.</summary>
    public static void Start(HttpContext context, ProblemException problem, string contentType)
    {
        var response = context.Response;
        var allow = response.Headers.Allow;
        response.Clear();
        response.StatusCode = problem.Code.Status;
        response.ContentType = contentType;
        response.Headers.Allow = allow;
        response.Headers.CacheControl = "no-store";
        if (problem.Code.Status == StatusCodes.Status413PayloadTooLarge)
        {
            response.Headers.Connection = "close"; // the rest of the body is not read
        }

        if (problem.Code.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "5";
        }
    }

    private static void Write(Utf8JsonWriter json, HttpContext context, ProblemException problem)
    {
        var english = context.Request.AsksEnglish();
        json.WriteStartObject();
        json.WriteString("type", $"{PublicAddress.Of(context)}/v1/problems/{problem.Code.Code}");
        json.WriteString("title", english ? problem.Code.TitleEn : problem.Code.TitleJa);
        json.WriteNumber("status", problem.Code.Status);
        json.WriteString("detail", problem.Detail(english));
        if (!english)
        {
            json.WriteString("titleEn", problem.Code.TitleEn);
            json.WriteString("detailEn", problem.Detail(english: true));
        }

        json.WriteString("instance", context.Request.Path + context.Request.QueryString);
        json.WriteString("code", problem.Code.Code);
        json.WriteString("traceId", TraceId.Of(context));
        if (problem.Errors.Count > 0)
        {
            json.WriteStartArray("errors");
            foreach (var error in problem.Errors)
            {
                json.WriteStartObject();
                json.WriteString("parameter", error.Parameter);
                json.WriteString("value", error.Value);
                json.WriteString("code", error.Code.Code);
                json.WriteString("detail", ProblemException.Describe(error, english));
                json.WriteString("allowed", english ? error.AllowedEn : error.AllowedJa);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
