using System.Globalization;
using System.Xml.Linq;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Reads Atom feeds and asserts what RFC 4287 asks of every one of them.</summary>
internal static class AtomReader
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    /// <summary>A feed as it is served, found to be well formed.</summary>
    public static async Task<XElement> FeedAsync(TestApi api, string url)
    {
        var feed = XDocument.Parse(await api.Client.GetStringAsync(url)).Root!;
        AssertWellFormed(feed);
        return feed;
    }

    /// <summary>Ids of the entries, in order.</summary>
    public static IEnumerable<string> Ids(XElement feed) => feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value);

    /// <summary>When a feed or entry was updated.</summary>
    public static string Updated(XElement element) => element.Element(Atom + "updated")!.Value;

    /// <summary>Links of a relation.</summary>
    public static IEnumerable<XElement> Links(XElement element, string relation) => element.Elements(Atom + "link").Where(link => link.Attribute("rel")!.Value == relation);

    private static void AssertWellFormed(XElement feed)
    {
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.All(["id", "title", "updated"], name => Assert.Single(feed.Elements(Atom + name)));
        Assert.NotEmpty(feed.Element(Atom + "author")!.Element(Atom + "name")!.Value);
        Assert.Single(Links(feed, "self"));
        Assert.Single(Links(feed, "alternate"));
        Assert.Distinct(Ids(feed));
        var times = feed.Elements(Atom + "entry").Select(Updated).ToList();
        Assert.All(times.Append(Updated(feed)), time => Assert.True(DateTimeOffset.TryParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), time));
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }
}
