using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Municipalities;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Population, ageing rate and the like of one municipality, as printed.</summary>
internal static class DemographicsEmbed
{
    private static readonly string[] Fields =
    [
        "area", "measure", "measureName", "period", "periodReason", "text", "amount", "unit", "approximate", "projection", "reason", "source", "sourcePlace", "revisionRelease",
    ];

    /// <summary>Reads it.</summary>
    public static async Task<EmbedFigure> ReadAsync(EmbedRequest request, string key)
    {
        var page = request.Page;
        var years = YearFilter.Read(request.Parameters);
        var municipality = await FindAsync(request, key);
        var measures = await MeasuresAsync(request);
        request.Parameters.ThrowIfWrong();
        var rows = await request.Rows<Demographic>().Where(row => row.Area == municipality.Id).ToListAsync(request.Cancel);
        var shown = measures.SelectMany(measure => rows.Where(row => row.Measure == measure.Id && (years?.Holds(YearOf(row)) ?? true))
            .OrderBy(row => row.Period ?? "~", StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => (Measure: measure, Row: row))).ToList();
        var names = shown.Select(item => page.In(item.Measure.NameJa, item.Measure.NameEn)).Distinct(StringComparer.Ordinal).ToList();
        return new EmbedFigure
        {
            Title = names.Count == 0 ? page.In($"{municipality.NameJa}の統計", $"{municipality.NameEn}: figures")
                : page.In($"{municipality.NameJa}の{string.Join('・', names)}", $"{municipality.NameEn}: {string.Join(", ", names)}"),
            Caption = page.In("資料に印刷されたとおりの値", "Figures as the documents print them"),
            Headers = [new(page.In("統計項目", "Measure")), new(page.In("時点", "Period")), new(page.In("値", "Figure"), IsNumber: true)],
            Fields = Fields,
            Rows = [.. shown.Select(item => Row(request, item.Measure, item.Row))],
            Notes = [.. request.Inferences(shown.Select(item => item.Row))],
            Sources = await request.SourcesAsync(shown.Select(item => item.Row.Source)),
            Licence = request.LicenceOf("demographics"),
            PagePath = $"/municipalities/{municipality.Id}",
            ApiPath = $"/v1/demographics?area={municipality.Id}",
        };
    }

    /// <summary>The municipality of a code of five or six digits.</summary>
    public static async Task<Municipality> FindAsync(EmbedRequest request, string key) =>
        MunicipalityCode.TryParse(key, out var code) && await request.Rows<Municipality>().SingleOrDefaultAsync(row => row.Id == code.Text, request.Cancel) is { } found ? found : throw request.NotFound();

    // The chosen measures in their own order; all of them where none is chosen.
    private static async Task<List<Measure>> MeasuresAsync(EmbedRequest request)
    {
        var all = await request.Rows<Measure>().OrderBy(measure => measure.Ordinal).ToListAsync(request.Cancel);
        if (request.Parameters["measures"]?.Split(',') is not { } chosen)
        {
            return all;
        }

        var known = all.ConvertAll(measure => measure.Id);
        if (chosen.Except(known, StringComparer.Ordinal).Any())
        {
            var allowed = string.Join(", ", known);
            request.Parameters.Refuse("measures", "コンマで区切って: " + allowed, "separated by commas: " + allowed);
        }

        return all.FindAll(measure => chosen.Contains(measure.Id, StringComparer.Ordinal));
    }

    private static EmbedRow Row(EmbedRequest request, Measure measure, Demographic row)
    {
        var page = request.Page;
        var name = page.In(measure.NameJa, measure.NameEn);
        var reason = request.Reason(row.AmountReason);
        return new EmbedRow(
            [
                new(name),
                row.Period is { } period ? new(period) : new("―", request.Reason(row.PeriodReason)),
                new(row.Printed, request.Join(reason, row.Projection ? page.In("将来推計", "Projection") : null, request.Erratum(row)), IsJapanese: true, UnitBeside(row), row.Amount),
            ],
            [
                row.Area, row.Measure, name, row.Period, request.Reason(row.PeriodReason), row.Printed, row.Amount, row.Unit, row.Approximate, row.Projection, reason, row.Source, row.SourcePlace,
                row.Revised ? row.SinceRelease : null,
            ]);
    }

    // Tables print the unit in their head, so most cells leave it out.
    private static string? UnitBeside(Demographic row) =>
        row.Amount is null || row.Printed.Normalize(NormalizationForm.FormKC).EndsWith(row.Unit, StringComparison.Ordinal) ? null : row.Unit;

    private static int? YearOf(Demographic row) =>
        row.Period is { Length: >= 4 } period && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
