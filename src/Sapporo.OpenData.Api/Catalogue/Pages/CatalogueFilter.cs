using System.Globalization;
using Sapporo.OpenData.Api.Catalogue.Ckan;
using Sapporo.OpenData.Api.Catalogue.Search;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>What the list of datasets is narrowed to; an empty text means everything.</summary>
/// <param name="Words">Search words, or a query of package_search.</param>
/// <param name="Organization">Id of an organization.</param>
/// <param name="Group">Id of a group.</param>
/// <param name="Tag">Tag.</param>
/// <param name="Format">Format in capital letters.</param>
/// <param name="Number">Page of the list, from 1.</param>
public sealed record CatalogueFilter(string Words, string Organization, string Group, string Tag, string Format, int Number)
{
    /// <summary>Datasets on a page of the list.</summary>
    public const int PageSize = 20;

    /// <summary>Reads it from an address; the first of several values counts, a wrong page number is 1.</summary>
    public static CatalogueFilter Read(IQueryCollection query)
    {
        return new CatalogueFilter(Text("q"), Text("organization"), Text("group"), Text("tag"), Text("format").ToUpperInvariant(), int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1);

        string Text(string name) => query[name].FirstOrDefault()?.Trim() ?? "";
    }

    /// <summary>Whether it narrows the list at all.</summary>
    public bool IsActive => Words.Length > 0 || Facets.Any(facet => facet.Value.Length > 0);

    /// <summary>The facets' parameters.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facets =>
        [KeyValuePair.Create("organization", Organization), KeyValuePair.Create("group", Group), KeyValuePair.Create("tag", Tag), KeyValuePair.Create("format", Format)];

    /// <summary>All its parameters.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query =>
        [KeyValuePair.Create("q", Words), .. Facets, KeyValuePair.Create("page", Number > 1 ? Number.ToString(CultureInfo.InvariantCulture) : "")];

    /// <summary>The datasets that it leaves, best first, in the catalogue's order where no words are given.</summary>
    public FoundDatasets Find(CatalogueSnapshot catalogue)
    {
        var isLiteral = false;
        var found = catalogue.Datasets;
        if (Words.Length > 0)
        {
            try
            {
                found = PackageSearch.Find(catalogue, Words, []);
            }
            catch (SearchSyntaxException)
            {
                isLiteral = true;
                found = PackageSearch.Find(catalogue, Literal(Words), []);
            }
        }

        return new FoundDatasets([.. found.Where(Holds)], isLiteral);
    }

    private bool Holds(CatalogueDataset dataset) =>
        (Organization.Length == 0 || dataset.Organization.Id == Organization)
        && (Group.Length == 0 || dataset.Groups.Any(group => group.Id == Group))
        && (Tag.Length == 0 || dataset.Row.Tags.Contains(Tag, StringComparer.Ordinal))
        && (Format.Length == 0 || dataset.Resources.Any(resource => resource.Format.Equals(Format, StringComparison.OrdinalIgnoreCase)));

    // A backslash makes any sign a letter, and AND, OR and NOT words like others.
    private static string Literal(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word =>
        string.Concat(word.Select((character, i) => char.IsAscii(character) && (i == 0 || !char.IsAsciiLetterOrDigit(character)) ? $"\\{character}" : character.ToString()))));
}

/// <summary>Datasets that were found.</summary>
/// <param name="Datasets">The datasets.</param>
/// <param name="IsLiteral">Whether the query could not be read and its words were looked for as they stand.</param>
public sealed record FoundDatasets(IReadOnlyList<CatalogueDataset> Datasets, bool IsLiteral);
