using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Baseline, actuals and target of one indicator, over the visions that continue it.</summary>
internal static class IndicatorEmbed
{
    private static readonly string[] Fields =
    [
        "id", "indicator", "vision", "point", "pointName", "year", "yearBasis", "yearInferred", "fiscalYear", "text", "kind", "amount", "unit", "approximate", "provisional", "reason", "rating", "ratingMeaning",
        "source", "sourcePlace", "revisionRelease",
    ];

    /// <summary>Reads it.</summary>
    public static async Task<EmbedFigure> ReadAsync(EmbedRequest request, string key)
    {
        var page = request.Page;
        var years = YearFilter.Read(request.Parameters);
        request.Parameters.ThrowIfWrong();
        var indicator = await request.Rows<Indicator>().SingleOrDefaultAsync(row => row.Id == key, request.Cancel) ?? throw request.NotFound();
        var all = await SeriesPoint.Of(key, request.Snapshot.Database, request.Snapshot.Release).AsNoTracking().ToListAsync(request.Cancel);
        var points = all.Where(point => years?.Holds(point.Year) ?? true)
            .OrderBy(point => point.Year ?? int.MaxValue).ThenBy(point => point.Sequence).ThenBy(point => point.Vision, StringComparer.Ordinal).ThenBy(point => point.Id, StringComparer.Ordinal).ToList();
        var isLong = all.Exists(point => point.Vision != indicator.Vision);
        var revised = await RevisedAsync(request, points);
        var legend = await MarkLegend.ReadAsync(request);
        return new EmbedFigure
        {
            Title = page.In(indicator.NameJa, indicator.NameEn),
            Caption = page.In("基準値・実績値・目標値（資料に印刷されたとおり）", "Baseline, actuals and target as the documents print them"),
            Headers =
            [
                new(page.In("年", "Year")), .. isLong ? [new EmbedHeader(page.In("ビジョン", "Vision"))] : Array.Empty<EmbedHeader>(),
                new(page.In("種類", "What")), new(page.In("値", "Value"), IsNumber: true), new(page.In("評価", "Rating")),
            ],
            Fields = Fields,
            Rows = [.. points.Select(point => Row(request, legend, point, isLong, revised.GetValueOrDefault(point.Id)))],
            Notes = [.. Direction(request, indicator), .. request.Readings(points.Select(point => point.Value))],
            Sources = await request.SourcesAsync(points.Select(point => point.Source)),
            Licence = request.LicenceOf("indicators"),
            PagePath = $"/indicators/{key}",
            ApiPath = $"/v1/indicators/{key}/series",
            Chart = SeriesChart.Draw(request, page.In(indicator.NameJa, indicator.NameEn), points),
        };
    }

    // The row behind each revised point: an evaluation's has the point's id, a baseline and a target stand with their indicator.
    private static async Task<Dictionary<string, Storage.Versioned>> RevisedAsync(EmbedRequest request, IReadOnlyList<SeriesPoint> points)
    {
        var (ids, indicators) = (points.Select(point => point.Id).ToList(), points.Select(point => point.Indicator).Distinct(StringComparer.Ordinal).ToList());
        var evaluations = await request.Rows<Evaluation>().Where(row => row.Revised && ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, request.Cancel);
        var defined = await request.Rows<Indicator>().Where(row => row.Revised && indicators.Contains(row.Id)).ToDictionaryAsync(row => row.Id, request.Cancel);
        return points.Select(point => (point.Id, Row: point.Point == "actual" ? evaluations.GetValueOrDefault(point.Id) : (Storage.Versioned?)defined.GetValueOrDefault(point.Indicator)))
            .Where(item => item.Row is not null).ToDictionary(item => item.Id, item => item.Row!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Direction(EmbedRequest request, Indicator indicator)
    {
        var page = request.Page;
        var inferred = indicator.Inferred.Contains("direction", StringComparer.Ordinal) ? page.In("（目標値から推定）", " (inferred from the target)") : "";
        return indicator.Direction switch
        {
            "higher" => [page.In($"大きいほどよい指標です{inferred}。", $"Higher is better{inferred}.")],
            "lower" => [page.In($"小さいほどよい指標です{inferred}。", $"Lower is better{inferred}.")],
            _ => [],
        };
    }

    private static EmbedRow Row(EmbedRequest request, MarkLegend legend, SeriesPoint point, bool isLong, Storage.Versioned? revised)
    {
        var page = request.Page;
        var name = SeriesChart.Name(page, point.Point);
        var reason = request.Reason(point.ValueReason);
        var meaning = point.Rating is { } symbol ? legend.Meaning(point.Vision, symbol, "") : null;
        return new EmbedRow(
            [
                Year(request, point), .. isLong ? [new EmbedCell(page.In($"第{point.Vision}期", $"Vision {point.Vision}"))] : Array.Empty<EmbedCell>(), new(name),
                new(point.ValueText, request.Join(point.ValueKind == ValueKind.None ? reason : null, revised is null ? null : request.Erratum(revised)), IsJapanese: true, Amount: point.ValueAmount),
                point.Rating is { } mark ? new(mark, meaning) : new("―", point.Point == "actual" ? page.In("記号の印刷なし", "No mark is printed") : null),
            ],
            [
                point.Id, point.Indicator, point.Vision, point.Point, name, point.Year, point.YearBasis, point.YearInferred, point.FiscalYear, point.ValueText, point.ValueKind, point.ValueAmount, point.ValueUnit,
                point.ValueApproximate, point.ValueProvisional, reason, point.Rating, meaning, point.Source, point.SourcePlace, revised?.SinceRelease,
            ]);
    }

    private static EmbedCell Year(EmbedRequest request, SeriesPoint point)
    {
        var page = request.Page;
        var inferred = point.YearInferred ? page.In("評価した年度", "The year evaluated") : null;
        return point switch
        {
            { Year: null } => new("―", page.In("特定の年の値ではない", "Of no single year")),
            { YearBasis: "fiscal" } => new(page.In($"{point.Year}年度", $"Fiscal {point.Year}"), inferred),
            { YearBasis: "calendar" } => new(page.In($"{point.Year}年", $"{point.Year}"), inferred),
            _ => new($"{point.Year}", request.Join(page.In("年か年度かの記載なし", "Fiscal or calendar: not stated"), inferred)),
        };
    }
}
