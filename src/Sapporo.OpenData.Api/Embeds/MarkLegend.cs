using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Evaluations;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>What the marks of the visions mean, by their legends.</summary>
internal sealed class MarkLegend(IReadOnlyList<Mark> marks, EmbedRequest request)
{
    /// <summary>Reads them.</summary>
    public static async Task<MarkLegend> ReadAsync(EmbedRequest request) =>
        new(await request.Rows<Mark>().OrderBy(mark => mark.Vision).ThenBy(mark => mark.Ordinal).ToListAsync(request.Cancel), request);

    /// <summary>What a printed mark means; where none is printed, what the rating says.</summary>
    public string? Meaning(string vision, string? symbol, string ratingCode) =>
        marks.FirstOrDefault(mark => mark.Vision == vision && (symbol is null ? mark.RatingCode == ratingCode : mark.Symbol == symbol)) is { } found ? Words(found) : null;

    /// <summary>The marks of a vision.</summary>
    public IEnumerable<Mark> Of(string vision) => marks.Where(mark => mark.Vision == vision);

    /// <summary>A mark's meaning in the figure's language.</summary>
    public string Words(Mark mark) => request.Page.In(mark.NameJa, mark.NameEn);

    /// <summary>The cell of a rating: the mark as printed, and why it stands or else what it means.</summary>
    public EmbedCell Cell(string vision, Evaluation evaluation) => new(
        evaluation.Rating ?? "―",
        request.Join(
            evaluation.Rating is null ? request.Page.In("記号の印刷なし", "No mark is printed") : null,
            request.Reason(evaluation.RatingReason) ?? Meaning(vision, evaluation.Rating, evaluation.RatingCode)));
}
