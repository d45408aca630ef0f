namespace Sapporo.OpenData.Publishing;

/// <summary>A CSV file that the secretariat edits, and the versioned table that it fills.</summary>
/// <param name="Name">File name without .csv.</param>
/// <param name="Table">Versioned table that it fills.</param>
/// <param name="Columns">Its columns, in order.</param>
public sealed record InputFile(string Name, string Table, IReadOnlyList<InputColumn> Columns)
{
    /// <summary>
    /// Database columns that bound what a file speaks of: it replaces the rows that share their values with one of
    /// its own, and leaves the others alone. Empty: it replaces the whole table.
    /// </summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Stages what follows from several cells, such as the id.</summary>
    public Action<InputRow>? Complete { get; init; }

    /// <summary>What its rows are called in counts and changes.</summary>
    public string Resource => CamelCase(Name);

    /// <summary>File name.</summary>
    public string FileName => Name + ".csv";

    /// <summary>Japanese header of a column, by its English name.</summary>
    public string Header(string en) => Columns.FirstOrDefault(column => column.En == en)?.Ja ?? en;

    /// <summary>All files, in the order in which they are read: words before what is written with them.</summary>
    public static IReadOnlyList<InputFile> All { get; } =
    [
        Catalogue.CatalogueInput.Sources, Catalogue.CatalogueInput.Reasons,
        Indicators.IndicatorInput.Units, Indicators.IndicatorInput.States, Evaluations.EvaluationInput.Marks, Evaluations.EvaluationInput.Rules,
        Demographics.DemographicInput.Areas, Demographics.DemographicInput.Measures,
        Municipalities.MunicipalityInput.Municipalities, Demographics.DemographicInput.Demographics,
        Visions.VisionInput.Visions, Visions.VisionInput.Roles, Visions.VisionInput.PolicyFields, Visions.VisionInput.PriorityMeasures,
        Projects.ProjectInput.Projects, Indicators.IndicatorInput.Indicators, Evaluations.EvaluationInput.Evaluations,
        Projects.ProjectInput.Activities, Projects.ProjectInput.Partnerships,
        Evaluations.EvaluationInput.RemarkChecks,
        Catalogue.CatalogueInput.Organizations, Catalogue.CatalogueInput.Groups, Catalogue.CatalogueInput.Licences, Catalogue.CatalogueInput.Catalogues,
        Catalogue.CatalogueInput.Datasets, Catalogue.CatalogueInput.DataFiles,
    ];

    /// <summary>What all rows are called in counts and changes, those computed beside the files too.</summary>
    public static IReadOnlyList<string> Resources { get; } = [.. All.Append(Evaluations.EvaluationChecks.Table).Append(QualityCheck.Table).Select(file => file.Resource).Order(StringComparer.Ordinal)];

    /// <summary>A name as it is published: fiscal_year → fiscalYear.</summary>
    internal static string CamelCase(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
