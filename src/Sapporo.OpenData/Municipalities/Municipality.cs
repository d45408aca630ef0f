using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Municipalities;

/// <summary>One of the municipalities that form the area (構成市町村). The id is its six-digit code.</summary>
public sealed class Municipality : Fact
{
    /// <summary>Place in the official order, from 1.</summary>
    public int Ordinal { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Name in full-width kana.</summary>
    public string NameKana { get; init; } = "";

    /// <summary>Name in romaji, without the kind.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>city, town or village.</summary>
    public string Kind { get; init; } = "";

    /// <summary>core or partner.</summary>
    public string Role { get; init; } = "";

    /// <summary>Subprefecture (振興局).</summary>
    public string Subprefecture { get; init; } = "";

    /// <summary>District (郡) of a town or village.</summary>
    public string? District { get; init; }

    /// <summary>What it is known for, in Japanese.</summary>
    public string KnownForJa { get; init; } = "";

    /// <summary>What it is known for, in English.</summary>
    public string KnownForEn { get; init; } = "";
}
