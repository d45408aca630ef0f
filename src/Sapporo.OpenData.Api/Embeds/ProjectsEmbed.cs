using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Projects;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>The joint projects whose activities name a municipality, with their newest marks or those of one year.</summary>
internal static class ProjectsEmbed
{
    private static readonly string[] Fields =
    [
        "project", "projectName", "vision", "indicator", "indicatorName", "fiscalYear", "target", "actual", "actualReason", "rating", "ratingCode", "ratingMeaning", "ratingReason",
        "source", "sourcePlace", "revisionRelease",
    ];

    /// <summary>Reads it.</summary>
    public static async Task<EmbedFigure> ReadAsync(EmbedRequest request, string key)
    {
        var page = request.Page;
        var municipality = await DemographicsEmbed.FindAsync(request, key);
        var year = await YearAsync(request);
        var projects = await request.Rows<Project>().Where(project => request.Rows<Activity>().Any(activity => activity.Project == project.Id && activity.Municipalities.Contains(municipality.Id)))
            .ToListAsync(request.Cancel);
        var ids = projects.ConvertAll(project => project.Id);
        var rated = await (from evaluation in request.Rows<Evaluation>()
                           join indicator in request.Rows<Indicator>() on evaluation.Indicator equals indicator.Id
                           where indicator.Project != null && ids.Contains(indicator.Project) && (year == null || evaluation.FiscalYear == year)
                           select new { evaluation, indicator }).ToListAsync(request.Cancel);
        var legend = await MarkLegend.ReadAsync(request);
        var rows = new List<(Project Project, Indicator? Indicator, Evaluation? Evaluation)>();
        foreach (var project in projects.OrderBy(project => project.Vision, StringComparer.Ordinal).ThenBy(project => project.Number))
        {
            var own = rated.FindAll(item => item.indicator.Project == project.Id);
            var newest = own.Select(item => item.evaluation.FiscalYear).DefaultIfEmpty().Max();
            rows.AddRange(own.Where(item => item.evaluation.FiscalYear == newest).OrderBy(item => item.indicator.Ordinal).Select(item => (project, (Indicator?)item.indicator, (Evaluation?)item.evaluation)));
            if (own.Count == 0 && year is null)
            {
                rows.Add((project, null, null));
            }
        }

        return new EmbedFigure
        {
            Title = page.In($"{municipality.NameJa}が関わる連携事業と評価", $"{municipality.NameEn}: joint projects and their ratings")
                + (year is null ? "" : page.In($"（{year}年度）", $" (fiscal {year})")),
            Caption = page.In("事業の評価指標と、資料に印刷された評価の記号", "Indicators of the projects, with the marks that the documents print"),
            Headers =
            [
                new(page.In("連携事業", "Joint project")), new(page.In("評価指標", "Indicator")), new(page.In("年度", "Fiscal year")),
                new(page.In("目標値", "Target")), new(page.In("実績値", "Actual")), new(page.In("評価", "Rating")),
            ],
            Fields = Fields,
            Rows = [.. rows.Select(row => Row(request, legend, row.Project, row.Indicator, row.Evaluation))],
            Notes =
            [
                page.In("資料の実施状況に市町村の名前がある事業です。評価は事業の評価指標についてのもので、市町村ごとのものではありません。", "Projects whose published activities name the municipality. Ratings are of the projects' indicators, not of single municipalities."),
                .. request.Readings(rows.Select(row => row.Evaluation?.Actual)),
                .. request.Inferences(rows.Where(row => row.Evaluation is not null).Select(row => row.Evaluation!)),
            ],
            Sources = await request.SourcesAsync(rows.Select(row => row.Evaluation?.Source ?? row.Project.Source)),
            Licence = request.LicenceOf("status"),
            PagePath = $"/municipalities/{municipality.Id}",
            ApiPath = $"/v1/municipalities/{municipality.Id}?expand=projects",
        };
    }

    // A year in which projects were evaluated; null for the newest of each.
    private static async Task<int?> YearAsync(EmbedRequest request)
    {
        var evaluated = await (from evaluation in request.Rows<Evaluation>()
                               join indicator in request.Rows<Indicator>() on evaluation.Indicator equals indicator.Id
                               where indicator.Project != null
                               select evaluation.FiscalYear).Distinct().OrderBy(year => year).ToListAsync(request.Cancel);
        var text = request.Parameters.OneOf("fiscalYear", [.. evaluated.Select(year => $"{year}")]);
        request.Parameters.ThrowIfWrong();
        return evaluated.Where(year => $"{year}" == text).Select(year => (int?)year).FirstOrDefault();
    }

    private static EmbedRow Row(EmbedRequest request, MarkLegend legend, Project project, Indicator? indicator, Evaluation? evaluation)
    {
        var page = request.Page;
        var projectName = page.In(project.NameJa, project.NameEn);
        if (indicator is null || evaluation is null)
        {
            return new EmbedRow(
                [new(projectName), new(page.In("評価は公表されていません", "No rating is published"))],
                [project.Id, projectName, project.Vision, null, null, null, null, null, null, null, null, null, null, project.Source, project.SourcePlace, null]);
        }

        var indicatorName = page.In(indicator.NameJa, indicator.NameEn);
        var actualReason = request.Reason(evaluation.Actual.Reason);
        return new EmbedRow(
            [
                new(projectName), new(indicatorName), new($"{evaluation.FiscalYear}"),
                new(indicator.Target.Text, request.Reason(indicator.Target.Reason), IsJapanese: true),
                new(evaluation.Actual.Text, request.Join(evaluation.Actual.Kind == ValueKind.None ? actualReason : null, request.Erratum(evaluation)), IsJapanese: true, Amount: evaluation.Actual.Amount),
                legend.Cell(project.Vision, evaluation),
            ],
            [
                project.Id, projectName, project.Vision, indicator.Id, indicatorName, evaluation.FiscalYear, indicator.Target.Text, evaluation.Actual.Text, actualReason, evaluation.Rating, evaluation.RatingCode,
                legend.Meaning(project.Vision, evaluation.Rating, evaluation.RatingCode), request.Reason(evaluation.RatingReason), evaluation.Source, evaluation.SourcePlace, evaluation.Revised ? evaluation.SinceRelease : null,
            ]);
    }
}
