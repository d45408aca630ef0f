namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A query or sort order that cannot be read.</summary>
/// <param name="message">What is wrong, in English.</param>
/// <param name="position">Where, in characters from the start of the text, from 0.</param>
public sealed class SearchSyntaxException(string message, int position) : Exception(message)
{
    /// <summary>Where the fault is, in characters from the start of the text, from 0.</summary>
    public int Position { get; } = position;
}
