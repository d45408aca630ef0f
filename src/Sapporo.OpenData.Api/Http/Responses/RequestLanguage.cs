namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>Language of an answer.</summary>
public static class RequestLanguage
{
    /// <summary>Whether English is asked for.</summary>
    public static bool AsksEnglish(this HttpRequest request) => request.Query["lang"] == "en";
}
