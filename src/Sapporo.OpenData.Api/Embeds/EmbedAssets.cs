using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>The script that other sites load, and the style sheet of figures in iframes.</summary>
public static partial class EmbedAssets
{
    /// <summary>Path of the script. It stays for ever: pages of other sites name it.</summary>
    public const string ScriptPath = "/embed/v1.js";

    private static readonly byte[] Style = Read("embed.css");
    private static readonly string Script = Encoding.UTF8.GetString(Read("embed-v1.js"));
    private static readonly byte[] Builder = Read("embed-builder.js");
    private static readonly ConcurrentDictionary<string, byte[]> Scripts = new(StringComparer.Ordinal);

    /// <summary>Path of the style sheet, which names its content.</summary>
    public static string StylePath { get; } = $"/assets/embed-{Hash(Style)}.css";

    /// <summary>Path of the builder's script, which names its content.</summary>
    public static string BuilderPath { get; } = $"/assets/embed-builder-{Hash(Builder)}.js";

    /// <summary>Maps them.</summary>
    public static void MapEmbedAssets(this WebApplication app)
    {
        app.MapGet(StylePath, (HttpContext context) => Lasting(context, Style, "text/css; charset=utf-8")).ExcludeFromDescription();
        app.MapGet(BuilderPath, (HttpContext context) => Lasting(context, Builder, "text/javascript; charset=utf-8")).ExcludeFromDescription();
        app.MapGet(ScriptPath, (HttpContext context) =>
        {
            var body = ScriptFor(PublicAddress.Of(context));
            context.Response.Headers.CacheControl = "public, no-cache";
            return Results.Bytes(body, "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 18))}\""));
        }).ExcludeFromDescription();
    }

    // The script knows the address that it is served from and the style of figures; a page that loads it as a module could tell it neither.
    private static byte[] ScriptFor(string home)
    {
        if (Scripts.TryGetValue(home, out var known))
        {
            return known;
        }

        var style = Blank().Replace(Comment().Replace(Encoding.UTF8.GetString(Style), ""), " ").Trim();
        var made = Encoding.UTF8.GetBytes(Script.Replace("\"{{home}}\"", JsonSerializer.Serialize(home), StringComparison.Ordinal).Replace("\"{{style}}\"", JsonSerializer.Serialize(style, JsonStyle.SerializerOptions), StringComparison.Ordinal));
        if (Scripts.Count < 16)
        {
            Scripts[home] = made;
        }

        return made;
    }

    private static IResult Lasting(HttpContext context, byte[] body, string type)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(body, type);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..16];

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blank();
}
