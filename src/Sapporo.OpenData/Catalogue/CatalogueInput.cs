using System.Text.RegularExpressions;
using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;

namespace Sapporo.OpenData.Catalogue;

/// <summary>Input files of the catalogue: source documents, reasons, organizations, groups, licences, datasets and data files.</summary>
public static partial class CatalogueInput
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

    /// <summary>organizations.csv.</summary>
    public static InputFile Organizations { get; } = new("organizations", "organization",
    [
        Slug("組織ID", "id"), Uuid("UUID", "uuid"), Integer("順", "ordinal"), Text("名称", "title_ja"), Text("名称（英語）", "title_en"), Text("説明", "description_ja"), Text("説明（英語）", "description_en"),
        Code("団体コード", "code", references: "area"), Text("連絡先", "contact_name"),
        Form("メール", "contact_email", EmailForm(), "name@example.jp", optional: true), Form("連絡先URL", "contact_url", UrlForm(), "https://www.example.jp/contact", optional: true),
    ]);

    /// <summary>groups.csv.</summary>
    public static InputFile Groups { get; } = new("groups", "dataset_group",
    [
        Slug("グループID", "id"), Uuid("UUID", "uuid"), Integer("順", "ordinal"), Text("名称", "title_ja"), Text("名称（英語）", "title_en"), Text("説明", "description_ja"), Text("説明（英語）", "description_en"),
    ]);

    /// <summary>licences.csv.</summary>
    public static InputFile Licences { get; } = new("licences", "licence",
    [
        Slug("ライセンスID", "id"), Text("題名", "title_ja"), Text("題名（英語）", "title_en"),
        Form("URL", "url", UrlForm(), "http://www.opendefinition.org/licenses/cc-by", optional: true), Form("正式なURL", "canonical_url", UrlForm(), "https://creativecommons.org/licenses/by/4.0/", optional: true), Flag("オープン", "is_open"),
    ]);

    /// <summary>catalogues.csv; one line.</summary>
    public static InputFile Catalogues { get; } = new("catalogues", "catalogue_description",
    [
        Slug("カタログID", "id"), Text("題名", "title_ja"), Text("題名（英語）", "title_en"), Text("説明", "description_ja"), Text("説明（英語）", "description_en"),
        Reference("組織", "organization", "organization"), Form("公開アドレス", "address", AddressForm(), "https://data.example.jp", optional: true),
    ]);

    /// <summary>datasets.csv.</summary>
    public static InputFile Datasets { get; } = new("datasets", "dataset",
    [
        Slug("データセットID", "id"), Uuid("UUID", "uuid"), Slug("名前", "name"), Integer("順", "ordinal"), Text("題名", "title_ja"), Text("題名（英語）", "title_en"), Text("説明", "notes_ja"), Text("説明（英語）", "notes_en"),
        Reference("組織", "organization", "organization"), TextList("グループ", "groups") with { References = "dataset_group" }, Tags("タグ", "tags"), Text("所管部署", "author"),
        Choice("更新頻度", "frequency", new Dictionary<string, string> { ["年1回"] = "annual", ["不定期"] = "irregular", ["更新しない"] = "never" }),
        Words("分野", "themes", "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"), Words("言語", "languages", "ja", "en"),
        Date("期間の開始", "temporal_start"), Date("期間の終了", "temporal_end"), Reference("地域", "spatial", "area"), Text("分類", "category"),
        TextList("出典", "sources") with { References = "source" }, Reference("ライセンス", "licence", "licence", optional: true),
    ])
    {
        Complete = row =>
        {
            if (row["temporal_start"].Length > 0 != row["temporal_end"].Length > 0 || string.CompareOrdinal(row["temporal_start"], row["temporal_end"]) > 0)
            {
                row.Refuse("temporal_end", "期間は、開始と終了を両方、順に書いてください（または両方空）。", "Give both the first and the last day, in order, or neither.");
            }
        },
    };

    /// <summary>data_files.csv.</summary>
    public static InputFile DataFiles { get; } = new("data_files", "data_file",
    [
        Text("データファイルID", "id"), Reference("データセット", "dataset", "dataset"), Uuid("CSVのUUID", "csv_uuid"), Uuid("JSONのUUID", "json_uuid"), Integer("順", "ordinal"), Slug("名前", "name"),
        Form("題名", "title_ja", FileTitleForm(), @"\ / : * ? "" < > | 以外 / without \ / : * ? "" < > |"), Text("題名（英語）", "title_en"), Text("説明", "description_ja"), Text("説明（英語）", "description_en"),
        Form("ビュー", "view", ViewForm(), "file_municipality"), OptionalText("対象の列", "restrict_column"), OptionalText("対象の値", "restrict_value"),
    ])
    {
        Complete = row =>
        {
            if (row["name"] == DocumentName)
            {
                row.Refuse("name", $"{DocumentName} は、データセットを説明する文書の名前です。ほかの名前にしてください。", $"{DocumentName} is the name of the document that describes the dataset; choose another.");
            }

            if (row["restrict_column"].Length > 0 != row["restrict_value"].Length > 0)
            {
                row.Refuse("restrict_value", "対象の列と対象の値は、両方書くか両方空にしてください。", "Give both the column and its value, or neither.");
            }
        },
    };

    /// <summary>Name that no data file may have: /dataset/{name}/datapackage.json is the Data Package of the dataset.</summary>
    public const string DocumentName = "datapackage";

    private static InputColumn Slug(string ja, string en) => Form(ja, en, SlugForm(), "status-2019");

    private static InputColumn Uuid(string ja, string en) => Form(ja, en, UuidForm(), "3f2b8c1e-5d70-4a96-8e21-7c4d9b0a6f13") with { IsForEver = true };

    private static InputColumn Form(string ja, string en, Regex form, string example, bool optional = false) => new(ja, en, row =>
    {
        if (form.IsMatch(row[en]) || (optional && row[en].Length == 0))
        {
            Stage(row, en, NullIfEmpty(row[en]));
        }
        else
        {
            row.Refuse(en, $"この形で書いてください：{example}", $"Expected the form of {example}.");
        }
    });

    // Catalogues refuse a dataset whose tags hold other characters.
    private static InputColumn Tags(string ja, string en) => TextList(ja, en) with
    {
        Read = row =>
        {
            var tags = row.List(en).Select(tag => tag.Normalize()).ToList();
            if (tags.Count == 0 || tags.Exists(tag => !TagForm().IsMatch(tag)) || tags.Distinct(StringComparer.Ordinal).Count() < tags.Count)
            {
                row.Refuse(en, "タグは2～100文字の、文字・数字・半角の空白 _ - . だけで（・（）／、& は使えない）、1つ以上、重ねずに書いてください。", "Tags have 2 to 100 letters, digits, blanks, _ - or . (no ・（）／、&); at least one, none twice.");
            }

            Stage(row, en, InputRow.ArrayLiteral(tags));
        },
    };

    private static InputColumn Words(string ja, string en, params string[] known) => TextList(ja, en) with
    {
        Read = row =>
        {
            if (row.List(en).Length == 0 || row.List(en).Except(known, StringComparer.Ordinal).Any())
            {
                row.Refuse(en, $"{string.Join("、", known)} を ; でつないで書いてください。", $"Expected some of {string.Join(", ", known)}, joined by ;.");
            }

            Stage(row, en, InputRow.ArrayLiteral(row.List(en)));
        },
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{1,99}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SlugForm();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UuidForm();

    [GeneratedRegex(@"^[\p{L}\p{N}_ .-]{2,100}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagForm();

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^https?://[^\s/<>""{}|\\^`]+[^\s<>""{}|\\^`]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UrlForm();

    [GeneratedRegex(@"^https?://[^\s/<>""{}|\\^`?#]+(/[^\s<>""{}|\\^`?#]*[^\s<>""{}|\\^`?#/])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressForm();

    [GeneratedRegex(@"^[^\\/:*?""<>|\p{Cc}]{1,80}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileTitleForm();

    [GeneratedRegex("^file_[a-z0-9_]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ViewForm();
}
