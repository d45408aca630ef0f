using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Catalogue;

/// <summary>A source document.</summary>
public sealed class Source : Versioned
{
    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Title in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Title in English.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>Label printed on it, such as 資料４.</summary>
    public string? Label { get; init; }

    /// <summary>Publisher as printed.</summary>
    public string? Publisher { get; init; }

    /// <summary>Reason code for a missing publisher.</summary>
    public string? PublisherReason { get; init; }

    /// <summary>Date as printed.</summary>
    public string? DateText { get; init; }

    /// <summary>Reason code for a missing date.</summary>
    public string? DateReason { get; init; }

    /// <summary>What it holds, in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>What it holds, in English.</summary>
    public string DescriptionEn { get; init; } = "";
}

/// <summary>Why a value is missing, inferred, or read as it is. The id is the code.</summary>
public sealed class Reason : Versioned
{
    /// <summary>In Japanese.</summary>
    public string TextJa { get; init; } = "";

    /// <summary>In English.</summary>
    public string TextEn { get; init; } = "";
}
