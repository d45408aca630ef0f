using System.Globalization;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>How documents write times, periods and licences.</summary>
internal static class DocumentText
{
    /// <summary>A time as RFC 3339 writes it: UTC, with Z.</summary>
    public static string Time(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day, yyyy-MM-dd.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What a dataset is about, as an ISO 8601 interval; an end that is not stated is "..". Null where neither end is stated.</summary>
    public static string? Period(Dataset row) => row.TemporalStart is null && row.TemporalEnd is null ? null
        : $"{(row.TemporalStart is { } start ? Day(start) : "..")}/{(row.TemporalEnd is { } end ? Day(end) : "..")}";

    /// <summary>Whether a dataset states a licence.</summary>
    public static bool IsLicensed(CatalogueDataset dataset) => dataset.Licence.Id != Licence.NotSpecified;

    /// <summary>What to heed when the dataset is used: its licence, or that none is stated.</summary>
    public static string Rights(CatalogueDataset dataset, bool english) => IsLicensed(dataset)
        ? english ? dataset.Licence.TitleEn : dataset.Licence.TitleJa
        : english ? "No licence is stated for the source documents; name the source when you use the data."
        : "出典の文書のライセンスは示されていません。利用するときは出典を示してください。";

    /// <summary>Title of a dataset in a language.</summary>
    public static string Title(CatalogueDataset dataset, bool english) => english ? dataset.Row.TitleEn : dataset.Row.TitleJa;

    /// <summary>Description of a dataset in a language.</summary>
    public static string Notes(CatalogueDataset dataset, bool english) => english ? dataset.Row.NotesEn : dataset.Row.NotesJa;

    /// <summary>Title of one format of a data file in a language.</summary>
    public static string Title(DataResource resource, bool english)
    {
        var format = resource.Format.ToUpperInvariant();
        return english ? $"{resource.File.Row.TitleEn} ({format})" : $"{resource.File.Row.TitleJa}（{format}）";
    }

    /// <summary>Description of a data file in a language.</summary>
    public static string Description(CatalogueFile file, bool english) => english ? file.Row.DescriptionEn : file.Row.DescriptionJa;
}
