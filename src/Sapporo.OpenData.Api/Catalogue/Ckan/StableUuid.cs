using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>UUIDs of things that have none of their own, such as tags: made from their names (RFC 9562, version 5).</summary>
internal static class StableUuid
{
    private static readonly Guid Namespace = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8"); // of URLs

    /// <summary>The UUID of a name, always the same.</summary>
    public static string Of(string kind, string name)
    {
        var text = Encoding.UTF8.GetBytes($"urn:sapporo-opendata:{kind}:{name}");
        var bytes = new byte[16 + text.Length];
        Namespace.TryWriteBytes(bytes, bigEndian: true, out _);
        text.CopyTo(bytes, 16);
#pragma warning disable CA5350 // version 5 is defined by SHA-1; nothing is secret here
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
