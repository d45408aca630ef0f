using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>The resources datasets, dataFiles and licences: the rows that the catalogue is made of.</summary>
public static class DatasetResource
{
    /// <summary>data-files.</summary>
    public static readonly Resource<DataFile> DataFiles = new(
        "data-files", "Data files (データファイル) of the datasets, each published as CSV and as JSON.", (database, release) => database.Set<DataFile>().At(release))
    {
        ExampleId = "municipalities.municipalities",
        Order = ["dataset", "ordinal", "id"],
        Search = row => OpenDataContext.Searchable(row.Id + " " + row.TitleJa + " " + row.TitleEn + " " + row.DescriptionJa + " " + row.DescriptionEn),
        Fields = new FieldList<DataFile>()
            .Text("id", row => row.Id, "Id: dataset and name.", "municipalities.municipalities")
            .Text("dataset", row => row.Dataset, "Id of its dataset.", "municipalities")
            .Text("csvUuid", row => row.CsvUuid, "UUID of the CSV, as a CKAN resource.", "dc91f187-a8a7-46b5-a92a-c71cdbd577e0")
            .Text("jsonUuid", row => row.JsonUuid, "UUID of the JSON, as a CKAN resource.", "2f58d7a4-6eea-42d7-a4e6-8bb80ab63fa0")
            .Integer("ordinal", row => row.Ordinal, "Order within the dataset.", 1)
            .Text("name", row => row.Name, "Name in addresses: /dataset/{name of the dataset}/{name}.csv and .json.", "municipalities")
            .Text("titleJa", row => row.TitleJa, "Title (題名) in Japanese.", "構成市町村")
            .Text("titleEn", row => row.TitleEn, "Title in English.", "Municipalities")
            .Text("descriptionJa", row => row.DescriptionJa, "What it holds (説明), in Japanese.")
            .Text("descriptionEn", row => row.DescriptionEn, "What it holds, in English."),
    };

    /// <summary>datasets.</summary>
    public static readonly Resource<Dataset> Datasets = new Resource<Dataset>(
        "datasets", "Datasets (データセット) of the catalogue.", (database, release) => database.Set<Dataset>().At(release))
    {
        ExampleId = "municipalities",
        Order = ["ordinal", "id"],
        Search = row => OpenDataContext.Searchable(row.Id + " " + row.Name + " " + row.TitleJa + " " + row.TitleEn + " " + row.NotesJa + " " + row.NotesEn),
        Fields = new FieldList<Dataset>()
            .Text("id", row => row.Id, "Id, which stays when the name changes.", "municipalities")
            .Text("uuid", row => row.Uuid, "UUID, as in CKAN and DCAT.", "7ece1fd3-57c5-44f9-b359-f4f5fb481e67")
            .Text("name", row => row.Name, "Name in addresses: /dataset/{name}.", "municipalities")
            .Integer("ordinal", row => row.Ordinal, "Order.", 1)
            .Text("titleJa", row => row.TitleJa, "Title (題名) in Japanese.", "構成市町村一覧")
            .Text("titleEn", row => row.TitleEn, "Title in English.", "Municipalities of the area")
            .Text("notesJa", row => row.NotesJa, "What it holds (説明), in Japanese.")
            .Text("notesEn", row => row.NotesEn, "What it holds, in English.")
            .Text("organization", row => row.Organization, "Id of the organization that owns it: sapporo-area, or a municipality code.", "sapporo-area")
            .Texts("groups", row => row.Groups, "Ids of its groups.", new[] { "area" })
            .Texts("tags", row => row.Tags, "Tags, in Japanese.", new[] { "市町村", "団体コード" })
            .Text("author", row => row.Author, "Office in charge (所管部署).", "札幌市まちづくり政策局政策企画部")
            .Text("frequency", row => row.Frequency, "How often it is updated (更新頻度).", "irregular", ["annual", "irregular", "never"])
            .Texts("themes", row => row.Themes, "Themes, codes of the EU's data-theme list.", new[] { "REGI", "GOVE" })
            .Texts("languages", row => row.Languages, "Languages.", new[] { "ja", "en" })
            .Date("temporalStart", row => row.TemporalStart, "First day it is about; null where the documents state none.")
            .Date("temporalEnd", row => row.TemporalEnd, "Last day it is about.")
            .Text("spatial", row => row.Spatial, "Id of the area it is about.", "sapporo-area")
            .Text("category", row => row.Category, "Category in the list of open data (分類).", "行財政")
            .Texts("sources", row => row.Sources, "Ids of its source documents.", new[] { "partner-agreement-2020" })
            .Text("licence", row => row.Licence, "Id of its licence; null where none is specified."),
    }
    .Expand("files", DataFiles, row => $"data-files?dataset={row.Id}", (database, release, row) => DataFiles.Query(database, release).Where(file => file.Dataset == row.Id));

    /// <summary>licences.</summary>
    public static readonly Resource<Licence> Licences = new(
        "licences", "Licences (ライセンス) that a dataset may have; ids and URLs are those of CKAN's register.", (database, release) => database.Set<Licence>().At(release))
    {
        ExampleId = "notspecified",
        Order = ["id"],
        Search = row => OpenDataContext.Searchable(row.Id + " " + row.TitleJa + " " + row.TitleEn),
        Fields = new FieldList<Licence>()
            .Text("id", row => row.Id, "Id in CKAN's register.", "notspecified")
            .Text("titleJa", row => row.TitleJa, "Title (題名) in Japanese.", "指定なし")
            .Text("titleEn", row => row.TitleEn, "Title in English, as in CKAN's register.", "License not specified")
            .Text("url", row => row.Url, "URL in CKAN's register.")
            .Text("canonicalUrl", row => row.CanonicalUrl, "Canonical URL.")
            .Boolean("isOpen", row => row.IsOpen, "Whether it conforms to the Open Definition.", false),
    };
}
