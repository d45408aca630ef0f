using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>What an answer is rendered with beside its rows.</summary>
/// <param name="Release">Release that was read.</param>
/// <param name="English">True for lang=en.</param>
/// <param name="BaseUrl">Public address.</param>
/// <param name="Reasons">Reason texts of the release.</param>
/// <param name="Notes">Times and notes of releases.</param>
public sealed record RenderContext(int Release, bool English, string BaseUrl, ReasonTexts Reasons, ReleaseNotes Notes)
{
    /// <summary>The text of a reason code in the answer's language.</summary>
    public string? Reason(string? code) => Reasons.Text(code, English);

    /// <summary>The texts of several reason codes.</summary>
    public string? ReasonList(IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? null : string.Join(English ? "; " : "；", codes.Select(Reason));
}
