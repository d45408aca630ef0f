using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>How JSON is written here.</summary>
public static class JsonStyle
{
    /// <summary>Japanese stays readable; answers are never sniffed as HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For structures that are serialised as a whole.</summary>
    public static readonly JsonSerializerOptions SerializerOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A moment in UTC, to the microsecond; in CSV, too.</summary>
    public static string Moment(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
