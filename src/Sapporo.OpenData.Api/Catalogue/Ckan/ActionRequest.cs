using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>Reads the parameters of an action in every way that CKAN's clients send them.</summary>
internal static class ActionRequest
{
    /// <summary>Form, else query string, else JSON body.</summary>
    /// <exception cref="ActionException">The body is no JSON object.</exception>
    public static async Task<ActionParameters> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (HttpMethods.IsPost(request.Method))
        {
            var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
            if (type == "multipart/form-data")
            {
                return await ReadMultipartAsync(request, cancel);
            }

            var body = await ReadBodyAsync(request, cancel);
            if (type == "application/x-www-form-urlencoded" && body.Length > 0)
            {
                // curl -d '{"id": …}' without a header calls JSON a form.
                return body.TrimStart().StartsWith('{') ? FromJson(KeyOnly(body)) : FromEncodedForm(body);
            }

            if (request.Query.Count == 0)
            {
                return body.Trim().Length == 0 ? new ActionParameters(new Dictionary<string, JsonNode?>(StringComparer.Ordinal)) : FromJson(body);
            }
        }

        return FromForm(request.Query);
    }

    private static async Task<ActionParameters> ReadMultipartAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            return FromForm(await request.ReadFormAsync(cancel));
        }
        catch (Exception broken) when (broken is IOException and not BadHttpRequestException or InvalidDataException)
        {
            throw ActionException.BadRequest("The form cannot be read");
        }
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancel);
    }

    private static ActionParameters FromEncodedForm(string body)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(body);
        return form.Count == 1 && form.First() is { Key: ['{', ..] text, Value: [null or "" or "1"] } ? FromJson(text) : FromForm(form);
    }

    // Some write the JSON as a key, not encoded, whose value is empty or 1.
    private static string KeyOnly(string body) => body.EndsWith("}=", StringComparison.Ordinal) ? body[..^1] : body.EndsWith("}=1", StringComparison.Ordinal) ? body[..^2] : body;

    private static ActionParameters FromForm(IEnumerable<KeyValuePair<string, StringValues>> values) => new(values
        .Where(pair => pair.Key is not ("callback" or "_")) // jQuery adds _ to defeat caches
        .ToDictionary(pair => pair.Key, pair => pair.Value.Count == 1 ? JsonValue.Create(pair.Value[0] ?? "") : (JsonNode?)new JsonArray([.. pair.Value.Select(value => JsonValue.Create(value))]), StringComparer.Ordinal));

    private static ActionParameters FromJson(string body)
    {
        try
        {
            return ActionParameters.ParseJson(body) is JsonObject members
                ? new ActionParameters(members.ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal))
                : throw ActionException.BadRequest("JSON Error: Request data JSON decoded to something that is not an object");
        }
        catch (JsonException)
        {
            throw ActionException.BadRequest("JSON Error: Error decoding JSON data");
        }
    }
}
