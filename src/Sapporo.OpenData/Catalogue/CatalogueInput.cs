using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;

namespace Sapporo.OpenData.Catalogue;

/// <summary>Input files of the source documents and the reasons.</summary>
public static class CatalogueInput
{
    /// <summary>sources.csv.</summary>
    public static InputFile Sources { get; } = new("sources", "source",
    [
        Text("資料ID", "id"), Integer("順", "ordinal"), Text("題名", "title_ja"), Text("題名（英語）", "title_en"), OptionalText("資料番号", "label"),
        OptionalText("発行者", "publisher"), Reason("発行者の理由", "publisher_reason", insteadOf: "publisher"), OptionalText("日付", "date_text"), Reason("日付の理由", "date_reason", insteadOf: "date_text"),
        Text("説明", "description_ja"), Text("説明（英語）", "description_en"),
    ]);

    /// <summary>reasons.csv.</summary>
    public static InputFile Reasons { get; } = new("reasons", "reason", [Text("コード", "id"), Text("理由", "text_ja"), Text("理由（英語）", "text_en")]);
}
