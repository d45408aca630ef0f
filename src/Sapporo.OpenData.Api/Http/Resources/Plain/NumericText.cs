using System.Buffers.Binary;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Digits of PostgreSQL's binary numeric, as it prints them itself: base-10,000 digits, a weight, a sign, a scale.</summary>
internal static class NumericText
{
    private const int Header = 8;
    private const ushort Negative = 0x4000;

    /// <summary>Bytes that the digits of such a value can take at most.</summary>
    public static int MostBytes(ReadOnlySpan<byte> value) => 8 + 4 * Math.Max(0, BinaryPrimitives.ReadInt16BigEndian(value[2..]) + 1) + BinaryPrimitives.ReadInt16BigEndian(value[6..]);

    /// <summary>Writes the digits; returns how many bytes they took.</summary>
    /// <exception cref="InvalidCastException">It is not a number, or infinite.</exception>
    public static int Write(ReadOnlySpan<byte> value, Span<byte> text)
    {
        var weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        var scale = BinaryPrimitives.ReadInt16BigEndian(value[6..]);
        if (sign is not (0 or Negative))
        {
            throw new InvalidCastException("The numeric is no finite number.");
        }

        var length = 0;
        if (sign == Negative)
        {
            text[length++] = (byte)'-';
        }

        var whole = length;
        for (var place = 0; place <= weight; place++)
        {
            length += Group(Digits(value, place), text[length..], isFirst: length == whole);
        }

        if (length == whole)
        {
            text[length++] = (byte)'0';
        }

        return scale > 0 ? length + Fraction(value, weight, scale, text[length..]) : length;
    }

    private static int Fraction(ReadOnlySpan<byte> value, int weight, int scale, Span<byte> text)
    {
        text[0] = (byte)'.';
        Span<byte> group = stackalloc byte[4];
        for (var written = 0; written < scale; written += 4)
        {
            Group(Digits(value, weight + 1 + written / 4), group, isFirst: false);
            group[..Math.Min(4, scale - written)].CopyTo(text[(1 + written)..]);
        }

        return 1 + scale;
    }

    // The group at a place counted from the first stored one; those that are not stored are zero.
    private static int Digits(ReadOnlySpan<byte> value, int place) =>
        place < 0 || Header + 2 * place >= value.Length ? 0 : BinaryPrimitives.ReadInt16BigEndian(value[(Header + 2 * place)..]);

    private static int Group(int digits, Span<byte> text, bool isFirst)
    {
        var from = !isFirst || digits >= 1000 ? 4 : digits >= 100 ? 3 : digits >= 10 ? 2 : digits > 0 ? 1 : 0;
        for (var at = from - 1; at >= 0; at--)
        {
            text[at] = (byte)('0' + digits % 10);
            digits /= 10;
        }

        return from;
    }
}
