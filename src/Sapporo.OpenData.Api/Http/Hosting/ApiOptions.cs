using System.ComponentModel.DataAnnotations;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Settings of the API, section "OpenData"; each may be set as an environment variable OpenData__Name.</summary>
public sealed class ApiOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "OpenData";

    /// <summary>Public address, such as https://data.example.jp; empty: taken from the request and trusted forwarded headers.</summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>Where people report mistakes, a web page (https://…) or mailto:…; empty: pages offer no link.</summary>
    [RegularExpression("(https?://|mailto:).+", ErrorMessage = "ContactUrl must begin with https://, http:// or mailto:.")]
    public string ContactUrl { get; set; } = "";

    /// <summary>Addresses or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded-* headers are trusted, separated by commas.</summary>
    [CustomValidation(typeof(TrustedProxy), nameof(TrustedProxy.Validate))]
    public string TrustedProxies { get; set; } = "";

    /// <summary>Items on a page when limit is not given.</summary>
    [Range(1, 1000)]
    public int DefaultLimit { get; set; } = 100;

    /// <summary>Highest limit.</summary>
    [Range(1, 100_000)]
    public int MaxLimit { get; set; } = 1000;

    /// <summary>Longest path with query, characters.</summary>
    [Range(256, 65_536)]
    public int MaxUrlLength { get; set; } = 8000;

    /// <summary>Most values in one filter.</summary>
    [Range(1, 10_000)]
    public int MaxFilterValues { get; set; } = 200;

    /// <summary>Largest request headers, bytes.</summary>
    [Range(1024, 1_048_576)]
    public int MaxHeaderBytes { get; set; } = 32_768;

    /// <summary>Largest request body, bytes.</summary>
    [Range(0, 104_857_600)]
    public long MaxBodyBytes { get; set; } = 65_536;

    /// <summary>Time limit of a statement that serves a page, seconds.</summary>
    [Range(1, 3600)]
    public int StatementTimeoutSeconds { get; set; } = 10;

    /// <summary>Time limit of a statement that streams a whole result, seconds.</summary>
    [Range(1, 86_400)]
    public int BulkTimeoutSeconds { get; set; } = 600;

    /// <summary>Database connections for pages.</summary>
    [Range(1, 1000)]
    public int PoolSize { get; set; } = 20;

    /// <summary>Whole results and other costly reads at once, each with its database connection.</summary>
    [Range(1, 1000)]
    public int BulkPoolSize { get; set; } = 4;

    /// <summary>Costly reads that wait for their turn; further ones are refused.</summary>
    [Range(0, 10_000)]
    public int BulkQueue { get; set; } = 16;

    /// <summary>Requests that one client may make in a minute; 0 for any number.</summary>
    [Range(0, 1_000_000)]
    public int RateLimitPerMinute { get; set; }

    /// <summary>How often to ask for a new release beside listening for it, seconds.</summary>
    [Range(1, 3600)]
    public int ReleasePollSeconds { get; set; } = 10;

    /// <summary>Memory for answers that are asked for again and again, bytes; 0 keeps none.</summary>
    [Range(0, 1_073_741_824)]
    public int ReadyBytes { get; set; } = 33_554_432;

    /// <summary>Whether lists of plain resources are read by plain statements; false reads all lists through EF Core, which answers the same.</summary>
    public bool PlainStatements { get; set; } = true;
}
