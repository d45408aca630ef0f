using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Charts;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Achievement of one fiscal year: the marks counted, and the rate computed from them beside the printed one.</summary>
internal static class SummaryEmbed
{
    private static readonly string[] Fields =
    [
        "id", "fiscalYear", "key", "name", "indicators", "markedAchieved", "markedProvisional", "markedNotAchieved", "markedNotRated", "rated", "achieved", "rate", "printedRate", "agrees",
    ];

    /// <summary>Reads it.</summary>
    public static async Task<EmbedFigure> ReadAsync(EmbedRequest request, string key)
    {
        var page = request.Page;
        var year = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && $"{number}" == key ? number : throw request.NotFound();
        var all = await EvaluationSummary.At(request.Snapshot.Database, request.Snapshot.Release).AsNoTracking()
            .Where(row => row.FiscalYear == year && (row.By == "year" || row.By == "role")).ToListAsync(request.Cancel);
        var rows = all.OrderBy(row => row.By == "year" ? 0 : 1).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        if (rows.Count == 0)
        {
            throw request.NotFound();
        }

        var evaluated = await (from evaluation in request.Rows<Evaluation>()
                               join indicator in request.Rows<Indicator>() on evaluation.Indicator equals indicator.Id
                               where evaluation.FiscalYear == year && indicator.Project != null
                               select new { evaluation.Source, indicator.Vision }).Distinct().ToListAsync(request.Cancel);
        var legend = await MarkLegend.ReadAsync(request);
        var marks = evaluated.Select(item => item.Vision).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(legend.Of).DistinctBy(mark => mark.Symbol).ToList();
        return new EmbedFigure
        {
            Title = page.In($"{year}年度の連携事業の達成状況", $"Achievement of the joint projects in fiscal {year}"),
            Caption = page.In("評価の記号ごとの評価指標の数と、達成した割合", "Indicators by mark, and the share achieved"),
            Headers =
            [
                new(page.In("区分", "Part")), .. Codes.Select(code => new EmbedHeader(Head(request, marks, code), IsNumber: true)),
                new(page.In("達成率（計算）", "Rate (computed)"), IsNumber: true), new(page.In("達成率（印刷）", "Rate (printed)"), IsNumber: true),
            ],
            Fields = Fields,
            Rows = [.. rows.Select(row => Row(request, row))],
            Notes =
            [
                .. marks.Select(mark => $"{mark.Symbol}{page.In("：", ": ")}{legend.Words(mark)}"),
                page.In($"達成率は、{Rated(marks)}のうちの{Achieved(marks)}の割合を計算したものです。", $"The computed rate is the share of {Achieved(marks)} among {Rated(marks)}."),
            ],
            Sources = await request.SourcesAsync(evaluated.Select(item => item.Source)),
            Licence = request.LicenceOf("status"),
            PagePath = $"/evaluations/{year}",
            ApiPath = $"/v1/evaluations/summary?fiscalYear={year}&by=role",
            Chart = Draw(request, rows),
        };
    }

    private static readonly string[] Codes = ["achieved", "provisional", "notAchieved", "notRated"];

    private static string Rated(IEnumerable<Mark> marks) => string.Concat(marks.Where(mark => mark.Rated).Select(mark => mark.Symbol));

    private static string Achieved(IEnumerable<Mark> marks) => string.Concat(marks.Where(mark => mark.Achieved).Select(mark => mark.Symbol));

    // The mark with a word, so that nobody has to know the marks.
    private static string Head(EmbedRequest request, IEnumerable<Mark> marks, string code)
    {
        var word = code switch
        {
            "achieved" => request.Page.In("達成", "achieved"),
            "provisional" => request.Page.In("達成（集計中）", "achieved so far"),
            "notAchieved" => request.Page.In("未達成", "not achieved"),
            _ => request.Page.In("評価なし", "not rated"),
        };
        return string.Join(' ', marks.Where(mark => mark.RatingCode == code).Select(mark => mark.Symbol).Append(word));
    }

    private static RenderFragment? Draw(EmbedRequest request, IReadOnlyList<EvaluationSummary> rows) => rows.All(row => row.Rate is null) ? null : builder =>
    {
        builder.OpenComponent<BarChart>(0);
        builder.AddComponentParameter(1, nameof(BarChart.Id), request.ChartId);
        builder.AddComponentParameter(2, nameof(BarChart.Title), request.Page.In("達成率（計算）", "Rate (computed)"));
        builder.AddComponentParameter(3, nameof(BarChart.Rows), (IReadOnlyList<BarRow>)[.. rows.Select(row => new BarRow(Name(request, row), row.Rate, Rate(row.Rate).Text, row.By == "year"))]);
        builder.AddComponentParameter(4, nameof(BarChart.Full), (decimal?)100);
        builder.AddComponentParameter(5, nameof(BarChart.English), request.Page.English);
        builder.CloseComponent();
    };

    private static string Name(EmbedRequest request, EvaluationSummary row) => row.By == "year" ? request.Page.In("全体", "All") : request.Page.In(row.NameJa!, row.NameEn!);

    private static EmbedRow Row(EmbedRequest request, EvaluationSummary row)
    {
        var page = request.Page;
        var name = Name(request, row);
        return new EmbedRow(
            [
                new(name), Count(row.MarkedAchieved), Count(row.MarkedProvisional), Count(row.MarkedNotAchieved), Count(row.MarkedNotRated), Rate(row.Rate),
                row.PrintedRate is null && row.By == "year" ? new("―", page.In("印刷なし", "None is printed"))
                    : Rate(row.PrintedRate) with { Note = row.Agrees == false ? page.In("計算と異なる", "Differs from the computed one") : null },
            ],
            [
                row.Id, row.FiscalYear, row.Key, name, row.Indicators, row.MarkedAchieved, row.MarkedProvisional, row.MarkedNotAchieved, row.MarkedNotRated, row.Rated, row.Achieved, row.Rate, row.PrintedRate, row.Agrees,
            ]);
    }

    private static EmbedCell Count(int number) => new(number.ToString(CultureInfo.InvariantCulture), Amount: number);

    private static EmbedCell Rate(decimal? rate) => rate is { } percent ? new(percent.ToString("0.##", CultureInfo.InvariantCulture) + "%", Amount: percent) : new("―");
}
