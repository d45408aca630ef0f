using System.Text.Json.Nodes;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>An error of the Action API, in CKAN's own words and status codes, which its clients tell apart by type.</summary>
public sealed class ActionException : Exception
{
    private ActionException(int status, string type, string message, JsonObject? fields = null) : base(message) => (Status, Type, Fields) = (status, type, fields ?? []);

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>CKAN's __type; null where the body is a bare text.</summary>
    public string? Type { get; }

    /// <summary>Members beside __type and message.</summary>
    public JsonObject Fields { get; }

    /// <summary>No such thing.</summary>
    public static ActionException NotFound(string? detail = null) => new(404, "Not Found Error", detail is null ? "Not found" : $"Not found: {detail}");

    /// <summary>What may not be done.</summary>
    public static ActionException NotAuthorized(string detail) => new(403, "Authorization Error", $"Access denied: {detail}");

    /// <summary>A parameter that is missing or not of its type.</summary>
    public static ActionException Invalid(string parameter, string message) =>
        new(409, "Validation Error", $"{parameter}: {message}", new JsonObject { [parameter] = new JsonArray(message) });

    /// <summary>A package_search parameter that does not exist, or an order that cannot be.</summary>
    public static ActionException SearchParameter(string message) => new(400, "Search Query Error", message);

    /// <summary>A query that is not understood.</summary>
    public static ActionException Search(string message) => new(409, "Search Error", message);

    /// <summary>A request that is not understood; its body is a bare text.</summary>
    public static ActionException BadRequest(string message) => new(400, null!, $"Bad request: {message}");

    /// <summary>More requests than one client may make; its body is a bare text.</summary>
    public static ActionException TooManyRequests(string message) => new(429, null!, message);

    /// <summary>A fault of ours.</summary>
    public static ActionException Internal(int status, string message) => new(status, "Internal Server Error", message);
}
