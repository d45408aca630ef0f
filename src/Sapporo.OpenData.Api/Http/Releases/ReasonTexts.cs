namespace Sapporo.OpenData.Api.Http.Releases;

/// <summary>Reason texts of one release, by code.</summary>
/// <param name="texts">Japanese and English text by code.</param>
public sealed class ReasonTexts(IReadOnlyDictionary<string, (string Ja, string En)> texts)
{
    /// <summary>The text of a code; the code itself where the release does not know it.</summary>
    public string? Text(string? code, bool english) => code is null ? null
        : texts.TryGetValue(code, out var text) ? (english ? text.En : text.Ja) : code;
}
