using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>
/// A position in an ordered result: the release that is being read, the last row's keys, and a print of the query that
/// it belongs to. Opaque to clients; one that was changed, or is used with another query, is refused.
/// </summary>
public sealed record Cursor(int Release, IReadOnlyList<string?> Keys)
{
    /// <summary>The cursor as text.</summary>
    public string Encode(string query) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Wire(Release, Print(query, Release, Keys), [.. Keys])));

    /// <summary>Reads a cursor; null where it is not one of this query.</summary>
    public static Cursor? Decode(string text, string query)
    {
        try
        {
            var wire = JsonSerializer.Deserialize<Wire>(Base64Url.DecodeFromChars(text));
            return wire?.K is not null && wire.Q == Print(query, wire.R, wire.K) ? new Cursor(wire.R, wire.K) : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A key value as text.</summary>
    public static string? KeyText(object? value) => value switch
    {
        null => null,
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Print(string query, int release, IEnumerable<string?> keys) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{release}\n{query}\n{JsonSerializer.Serialize(keys)}")).AsSpan(0, 9));

    private sealed record Wire(int R, string Q, string?[] K);
}
