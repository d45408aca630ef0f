using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>The resource sources.</summary>
public static class SourceResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Source> Definition = new(
        "sources", "The source documents (出典) that every fact names.", (database, release) => database.Set<Source>().At(release))
    {
        ExampleId = "fy2019-project-status",
        Order = ["ordinal", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Source>()
            .Text("id", row => row.Id, "Id.", "fy2019-project-status")
            .Integer("ordinal", row => row.Ordinal, "Order.", 2)
            .Text("titleJa", row => row.TitleJa, "Title (題名) in Japanese.", "連携事業の評価指標と実施状況（2019年度）")
            .Text("titleEn", row => row.TitleEn, "Title in English.")
            .Text("label", row => row.Label, "Label printed on it (資料番号).", "資料４")
            .Text("publisher", row => row.Publisher, "Publisher as printed (発行者).", "札幌市まちづくり政策局")
            .Reason("publisherReason", row => row.PublisherReason, "Why the publisher is missing.")
            .Text("dateText", row => row.DateText, "Date as printed (日付).")
            .Reason("dateReason", row => row.DateReason, "Why the date is missing.")
            .Text("descriptionJa", row => row.DescriptionJa, "What it holds (説明), in Japanese.")
            .Text("descriptionEn", row => row.DescriptionEn, "What it holds, in English."),
    };
}
