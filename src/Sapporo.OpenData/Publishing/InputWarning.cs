namespace Sapporo.OpenData.Publishing;

/// <summary>Something in the input that is likely wrong, but does not keep it from being published.</summary>
/// <param name="Kind">magnitude, unitChanged, markDisagrees, municipalityMissing, indicatorMissing, yearOutsideVision, dataFileMissing, rowsRemoved or spreadsheetDamage.</param>
/// <param name="File">File name.</param>
/// <param name="Line">Line, from 1 with the header; 0 for the file as a whole.</param>
/// <param name="Column">Column as the header calls it; null for the whole line.</param>
/// <param name="Found">The text found.</param>
/// <param name="MessageJa">What looks wrong, in Japanese.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record InputWarning(string Kind, string File, int Line, string? Column, string? Found, string MessageJa, string MessageEn)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"{File}:{Line}{(Column is null ? "" : $" [{Column}]")}{(Found is null ? "" : $" 「{Found.ReplaceLineEndings("↵")}」")} {MessageJa} / {MessageEn}";
}
