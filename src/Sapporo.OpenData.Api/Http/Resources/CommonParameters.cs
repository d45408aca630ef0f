using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Parameters that mean the same at every address: release, lang and bom.</summary>
public static class CommonParameters
{
    /// <summary>Release that the address pins; null for the newest.</summary>
    public static int? Release(this ParameterReader parameters, CurrentRelease newest) => parameters.Integer("release", 1, newest.Number);

    /// <summary>Whether English is asked for; refuses languages that there are none of.</summary>
    public static bool English(this ParameterReader parameters) => parameters.OneOf("lang", "ja", "en") == "en";

    /// <summary>Whether CSV begins with a byte-order mark; refused for other formats.</summary>
    public static bool ByteOrderMark(this ParameterReader parameters, DataFormat format)
    {
        var isMarked = parameters.OneOf("bom", "true", "false") == "true";
        if (isMarked && format != DataFormat.Csv)
        {
            parameters.Refuse("bom", "CSVのときだけ true", "true only for CSV");
        }

        return isMarked;
    }
}
