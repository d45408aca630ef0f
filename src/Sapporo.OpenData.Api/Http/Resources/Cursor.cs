using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>
/// A position in an ordered result: the release that is being read, the last row's keys, and a print of the query that
/// it belongs to. Opaque to clients; one that is used with another query, or was changed by accident, is refused.
/// </summary>
public sealed record Cursor(int Release, IReadOnlyList<string?> Keys)
{
    /// <summary>The cursor as text.</summary>
    public string Encode(string query)
    {
        var keys = JsonSerializer.SerializeToUtf8Bytes(Keys);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"R":{{Release}},"Q":"{{Print(query, Release, keys)}}","K":{{Encoding.UTF8.GetString(keys)}}}""")));
    }

    /// <summary>Reads a cursor; null where it is not one of this query.</summary>
    /// <param name="text">The cursor as text.</param>
    /// <param name="query">Print of the query.</param>
    /// <param name="keys">How many keys the order has.</param>
    public static Cursor? Decode(string text, string query, int keys) =>
        Read(text) is { R: > 0, K: not null } wire && wire.K.Length == keys && !Array.Exists(wire.K, key => key?.Contains('\0', StringComparison.Ordinal) == true)
        && wire.Q == Print(query, wire.R, JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<string?>>(wire.K)) ? new Cursor(wire.R, wire.K) : null;

    /// <summary>The release that a cursor says, whatever its query; null where it is none.</summary>
    public static int? ReleaseOf(string text) => Read(text)?.R;

    /// <summary>A key value as text.</summary>
    public static string? KeyText(object? value) => value switch
    {
        null => null,
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static Wire? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Wire>(Base64Url.DecodeFromChars(text));
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string Print(string query, int release, byte[] keys)
    {
        var start = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{release}\n{query}\n"));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. start, .. keys], hash);
        return Base64Url.EncodeToString(hash[..9]);
    }

    private sealed record Wire(int R, string Q, string?[] K);
}
