namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A query in the language of CKAN's package_search (Solr's), to be asked of documents in memory. Immutable.</summary>
public sealed class SearchQuery
{
    private readonly Clause clause;

    private SearchQuery(Clause clause) => this.clause = clause;

    /// <summary>
    /// Reads a q. Words alone are looked for as substrings of names, titles, tags, groups and texts, and most of them must be
    /// found; with fields, operators or parentheses all conditions hold. Nothing, '', "", * and *:* mean everything.
    /// </summary>
    /// <param name="q">The query; its length is the caller's to bound.</param>
    /// <param name="clock">What NOW is read from; the system's clock when left out.</param>
    /// <exception cref="SearchSyntaxException">It cannot be read.</exception>
    public static SearchQuery Parse(string? q, TimeProvider? clock = null) => Read(q, clock, parser => parser.Parse());

    /// <summary>Reads an fq, whose conditions all hold. Nothing, '', "", * and *:* mean everything.</summary>
    /// <param name="fq">The filter; its length is the caller's to bound.</param>
    /// <param name="clock">What NOW is read from; the system's clock when left out.</param>
    /// <exception cref="SearchSyntaxException">It cannot be read.</exception>
    public static SearchQuery ParseFilter(string? fq, TimeProvider? clock = null) => Read(fq, clock, parser => parser.ParseFilter());

    /// <summary>Whether a document is found.</summary>
    public bool Matches(SearchDocument document) => clause.Matches(document);

    /// <summary>
    /// How well a document is found: the sum over the query's terms of the heaviest field that holds them (name and title 4,
    /// tags and groups 2, others 1); 0 where it is not found.
    /// </summary>
    public double Score(SearchDocument document) => clause.Matches(document) ? clause.Score(document) : 0;

    private static SearchQuery Read(string? query, TimeProvider? clock, Func<SearchParser, Clause> parse)
    {
        var text = query ?? "";
        var trimmed = text.AsSpan().Trim();
        if (trimmed is "" or "''" or "\"\"" or "*" or "*:*")
        {
            return new SearchQuery(new EverythingClause());
        }

        if (trimmed.StartsWith("{!", StringComparison.Ordinal))
        {
            throw new SearchSyntaxException("Local parameters '{!…}' are not allowed.", text.IndexOf('{', StringComparison.Ordinal));
        }

        var now = (clock ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        return new SearchQuery(parse(new SearchParser(SearchScanner.Scan(text), now)));
    }
}
