using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>Which addresses are for people: all that are not known to be for programs.</summary>
public static partial class PageRoutes
{
    /// <summary>Whether an address is one of a page, or would be if it existed.</summary>
    public static bool IsPage(PathString path) => !ForPrograms().IsMatch(path.Value ?? "/");

    // /embed itself is a page; what stands below it is part of pages of others.
    [GeneratedRegex(
        @"^/(v[0-9][^/]*|api|assets|catalog|datastore|feeds|health|openapi|swagger)(/|$)|^/embed/|\.(atom|css|csv|gz|ico|js|json|jsonld|n3|nt|png|rdf|svg|tsv|ttl|txt|webmanifest|xml|zip)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ForPrograms();
}
