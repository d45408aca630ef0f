using System.ComponentModel.DataAnnotations.Schema;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Catalogue;

/// <summary>An organization that owns datasets; its id is its name in addresses, for a municipality the code.</summary>
public sealed class Organization : Versioned
{
    /// <summary>UUID.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>Description in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>Description in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>Municipality code that file names begin with.</summary>
    public string Code { get; init; } = "";

    /// <summary>Office to contact.</summary>
    public string ContactName { get; init; } = "";

    /// <summary>Its e-mail address, where known.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>Its web page, where known.</summary>
    public string? ContactUrl { get; init; }

    /// <summary>When it was first published, UTC.</summary>
    [NotMapped]
    public DateTime Created { get; set; }
}

/// <summary>A group of datasets by subject.</summary>
public sealed class DatasetGroup : Versioned
{
    /// <summary>UUID.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Name in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Name in English.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>Description in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>Description in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>When it was first published, UTC.</summary>
    [NotMapped]
    public DateTime Created { get; set; }
}

/// <summary>A licence; its id is the one of CKAN's register.</summary>
public sealed class Licence : Versioned
{
    /// <summary>What stands for "none is specified" in CKAN.</summary>
    public const string NotSpecified = "notspecified";

    /// <summary>Title in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Title in English, as in CKAN's register.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>URL in CKAN's register.</summary>
    public string? Url { get; init; }

    /// <summary>Canonical URL.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>Whether it conforms to the Open Definition.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>The catalogue itself.</summary>
public sealed class CatalogueDescription : Versioned
{
    /// <summary>Title in Japanese.</summary>
    public string TitleJa { get; init; } = "";

    /// <summary>Title in English.</summary>
    public string TitleEn { get; init; } = "";

    /// <summary>Description in Japanese.</summary>
    public string DescriptionJa { get; init; } = "";

    /// <summary>Description in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>Id of the organization that publishes it.</summary>
    public string Organization { get; init; } = "";

    /// <summary>Public address, where known.</summary>
    public string? Address { get; init; }
}
