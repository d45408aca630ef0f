using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Catalogue;

/// <summary>A dataset (データセット): data files that are described and owned together.</summary>
public sealed class Dataset : Versioned
{
    /// <summary>UUID, which survives a change of name.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>Name in addresses.</summary>
    public string Name { get; init; } = "";

    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Title in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Title in English.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>Description in Japanese.</summary>
    public string NotesJa { get; init; } = "";

    /// <summary>Description in English.</summary>
    public string NotesEn { get; init; } = "";

    /// <summary>Id of the organization that owns it.</summary>
    public string Organization { get; init; } = "";

    /// <summary>Ids of its groups.</summary>
    public string[] Groups { get; init; } = [];

    /// <summary>Tags, in Japanese.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>Office in charge (所管部署).</summary>
    public string Author { get; init; } = "";

    /// <summary>How often it is updated: annual, irregular or never.</summary>
    public string Frequency { get; init; } = "";

    /// <summary>Themes, codes of the EU's data-theme list.</summary>
    public string[] Themes { get; init; } = [];

    /// <summary>Languages, ja and en.</summary>
    public string[] Languages { get; init; } = [];

    /// <summary>First day it is about; null where the documents state none.</summary>
    public DateOnly? TemporalStart { get; init; }

    /// <summary>Last day it is about.</summary>
    public DateOnly? TemporalEnd { get; init; }

    /// <summary>Id of the area it is about.</summary>
    public string Spatial { get; init; } = "";

    /// <summary>Category in the municipal list of open data (分類).</summary>
    public string Category { get; init; } = "";

    /// <summary>Ids of its source documents.</summary>
    public string[] Sources { get; init; } = [];

    /// <summary>Id of its licence; null where none is specified.</summary>
    public string? Licence { get; init; }
}

/// <summary>A data file (データファイル): the rows of a view, published as CSV and as JSON.</summary>
public sealed class DataFile : Versioned
{
    /// <summary>Id of its dataset.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>UUID of the CSV.</summary>
    public string CsvUuid { get; init; } = "";

    /// <summary>UUID of the JSON.</summary>
    public string JsonUuid { get; init; } = "";

    /// <summary>Order within the dataset.</summary>
    public int Ordinal { get; init; }

    /// <summary>Name in addresses.</summary>
    public string Name { get; init; } = "";

    /// <summary>Title in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Title in English.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>Description in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>Description in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>View whose rows it holds.</summary>
    public string View { get; init; } = "";

    /// <summary>Column of the view that restricts the rows; null for all rows.</summary>
    public string? RestrictColumn { get; init; }

    /// <summary>The column's value, as text.</summary>
    public string? RestrictValue { get; init; }
}
