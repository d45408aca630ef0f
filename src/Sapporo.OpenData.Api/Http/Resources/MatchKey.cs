using System.Security.Cryptography;
using System.Text;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Rows of a release that meet a condition, by which is kept what is known of them.</summary>
internal readonly record struct MatchKey
{
    private const int LongText = 100; // characters
    private readonly string installation;
    private readonly int release;
    private readonly string of;
    private readonly string condition;

    /// <summary>Names rows.</summary>
    /// <param name="newest">Newest release, which tells the installation.</param>
    /// <param name="release">Number of the release.</param>
    /// <param name="of">Resource, or path of an address that lists a part of one.</param>
    /// <param name="condition">The condition in a canonical form; a long one is kept as its hash.</param>
    public MatchKey(CurrentRelease newest, int release, string of, string condition)
    {
        (installation, this.release, this.of) = (newest.Installation, release, of);
        this.condition = condition.Length <= LongText ? condition : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(condition)));
    }
}
