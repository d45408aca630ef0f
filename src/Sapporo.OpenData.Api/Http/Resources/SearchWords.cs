using System.Text;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>The words of a search parameter, in the form that the normalised text of a row holds them.</summary>
public static class SearchWords
{
    /// <summary>Reads 1 to 10 words separated by blanks, all of which must occur; none, and a note of it, where the text is refused.</summary>
    /// <param name="parameters">Parameters; takes what is wrong.</param>
    /// <param name="name">Name of the parameter, which is there.</param>
    public static IReadOnlyList<string> Read(ParameterReader parameters, string name)
    {
        var wanted = parameters[name]!;
        var words = wanted.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is > 0 and <= 10 && !wanted.Contains('\0', StringComparison.Ordinal))
        {
            return words;
        }

        parameters.Refuse(name, "空白で区切った1～10語（すべてを含むものを探す）", "1 to 10 words separated by blanks; all must occur");
        return [];
    }
}
