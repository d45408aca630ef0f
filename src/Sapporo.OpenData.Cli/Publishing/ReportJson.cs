using System.Text.Encodings.Web;
using System.Text.Json;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>How the command writes JSON: camel case, Japanese as it is, one object on standard output.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static void Print<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Options));

    /// <summary>A count as all reports write it.</summary>
    public static object Count(ReleaseCount count) => new { count.Resource, count.Added, count.Changed, count.Removed, count.Current };

    /// <summary>A release as releases and status write it.</summary>
    public static object Release(Release release) => new { release.Number, release.PublishedAt, release.Note, release.InputSha256, Counts = release.Counts.OrderBy(count => count.Resource, StringComparer.Ordinal).Select(Count) };

    /// <summary>What check and publish found, as one object.</summary>
    public static object Report(IReadOnlyList<InputProblem> problems, IReadOnlyList<InputWarning> warnings, IReadOnlyList<ReleaseCount> counts) =>
        new { Ok = problems.Count == 0, Problems = problems, Warnings = warnings, Counts = counts.Select(Count) };
}
