using System.Globalization;

namespace Sapporo.OpenData.Api.Pages;

/// <summary>What every page is made with: its language, its own address, and the release that it shows.</summary>
/// <param name="English">Whether it is in English.</param>
/// <param name="Site">Name of the site in that language.</param>
/// <param name="Base">Public address of the service, without a slash at the end.</param>
/// <param name="Path">Path of the page below it, beginning with a slash.</param>
/// <param name="Query">The parameters that make it what it is, without lang and release; what else was sent is left out.</param>
/// <param name="Release">Release that it shows; 0 where none is known.</param>
/// <param name="PublishedAt">When that was published, UTC.</param>
/// <param name="Newest">Newest release.</param>
/// <param name="Pinned">Release that its address pins; null for the newest.</param>
public sealed record PageContext(
    bool English, string Site, string Base, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, int Release, DateTime PublishedAt, int Newest, int? Pinned)
{
    private static readonly TimeSpan JapanTime = TimeSpan.FromHours(9);

    private readonly string root = new Uri(Base).AbsolutePath.TrimEnd('/');

    /// <summary>Code of its language.</summary>
    public string Language => English ? "en" : "ja";

    /// <summary>Code of the language that Japanese text is marked with where the page is in English; null where the page is in Japanese.</summary>
    public string? IfJapanese => English ? "ja" : null;

    /// <summary>The text in its language.</summary>
    public string In(string ja, string en) => English ? en : ja;

    /// <summary>Link to a page in the same language and at the same release; parameters without a value are left out.</summary>
    public string Link(string path, params IEnumerable<KeyValuePair<string, string>> query) => root + Address(path, query, English, Pinned);

    /// <summary>Link to something that has neither languages nor releases.</summary>
    public string Plain(string path) => root + path;

    /// <summary>Link to something that has no language, such as a file, at the page's release.</summary>
    /// <param name="path">Path below the public address.</param>
    /// <param name="query">Its parameters.</param>
    public string AtRelease(string path, params IEnumerable<KeyValuePair<string, string>> query) => root + Address(path, query, english: false, Pinned);

    /// <summary>The page's one address.</summary>
    public string Canonical => Base + Address(Path, Query, English, Pinned);

    /// <summary>Address of the same page in a language.</summary>
    public string Other(bool english) => Base + Address(Path, Query, english, Pinned);

    /// <summary>Link to the same page of another release; null for the newest.</summary>
    public string OfRelease(int? release) => root + Address(Path, Query, English, release);

    /// <summary>A day in Japan as people write it.</summary>
    public string Day(DateTime moment) =>
        (moment + JapanTime).ToString(English ? "d MMMM yyyy" : "yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>A day of no time of day as people write it.</summary>
    public string Day(DateOnly day) => day.ToString(English ? "d MMMM yyyy" : "yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands separated.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A length as people write it, such as 83.6 kB.</summary>
    public static string Length(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000m:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000m:0.0} MB"),
    };

    /// <summary>A moment as machines write it.</summary>
    public static string Machine(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Address(string path, IEnumerable<KeyValuePair<string, string>> query, bool english, int? release)
    {
        var all = query.Where(parameter => parameter.Value.Length > 0);
        if (release is { } number)
        {
            all = all.Append(KeyValuePair.Create("release", number.ToString(CultureInfo.InvariantCulture)));
        }

        if (english)
        {
            all = all.Append(KeyValuePair.Create("lang", "en"));
        }

        return path + QueryString.Create(all.Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
    }
}

/// <summary>Another form of a page, for machines.</summary>
/// <param name="Type">Media type.</param>
/// <param name="Href">Link.</param>
/// <param name="Title">Title; null for none.</param>
public sealed record AlternateForm(string Type, string Href, string? Title = null);
