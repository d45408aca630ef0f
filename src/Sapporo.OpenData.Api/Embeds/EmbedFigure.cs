using Microsoft.AspNetCore.Components;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>A figure for other sites: one table, read once, which every form shows the same.</summary>
public sealed class EmbedFigure
{
    /// <summary>Title in the figure's language.</summary>
    public required string Title { get; init; }

    /// <summary>Caption of the table.</summary>
    public required string Caption { get; init; }

    /// <summary>Heads of the columns that people see; the first column holds the heads of rows.</summary>
    public required IReadOnlyList<EmbedHeader> Headers { get; init; }

    /// <summary>Names of the members that programs read.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Rows, in order.</summary>
    public required IReadOnlyList<EmbedRow> Rows { get; init; }

    /// <summary>What has to be said of the figures as a whole.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Source documents, in order.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Licence of the dataset that holds the figures; null where none is stated.</summary>
    public required Licence? Licence { get; init; }

    /// <summary>Path of the page with the current figures.</summary>
    public required string PagePath { get; init; }

    /// <summary>Path, with query, of the same rows in the API.</summary>
    public required string ApiPath { get; init; }

    /// <summary>The figures drawn; null where nothing is.</summary>
    public RenderFragment? Chart { get; init; }
}

/// <summary>Head of a column.</summary>
/// <param name="Text">Text in the figure's language.</param>
/// <param name="IsNumber">Whether its cells line up at the right.</param>
public sealed record EmbedHeader(string Text, bool IsNumber = false);

/// <summary>A row: what people see, and the values that programs read.</summary>
/// <param name="Cells">A cell for each head; where there are fewer, the last one spans what is left.</param>
/// <param name="Values">A text, number, truth value or null for each field.</param>
public sealed record EmbedRow(IReadOnlyList<EmbedCell> Cells, IReadOnlyList<object?> Values);

/// <summary>A cell that people see.</summary>
/// <param name="Text">Its text; a figure stands as printed.</param>
/// <param name="Note">What has to be said beside it; null for nothing.</param>
/// <param name="IsJapanese">Whether the text is Japanese in whatever language.</param>
/// <param name="Unit">Unit that the text leaves out; null where it names it or has none.</param>
/// <param name="Amount">The amount for machines; null for none.</param>
public sealed record EmbedCell(string Text, string? Note = null, bool IsJapanese = false, string? Unit = null, decimal? Amount = null);
