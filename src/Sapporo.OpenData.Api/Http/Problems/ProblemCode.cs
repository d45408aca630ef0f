using System.Globalization;

namespace Sapporo.OpenData.Api.Http.Problems;

/// <summary>An error of the API: its stable code, HTTP status, and messages. All of them stand in this file.</summary>
/// <param name="Code">Stable code, also the last part of the problem's type URI.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="TitleJa">Title in Japanese.</param>
/// <param name="TitleEn">Title in English.</param>
/// <param name="DetailJa">Detail in Japanese, with {0} … filled in.</param>
/// <param name="DetailEn">Detail in English, with {0} … filled in.</param>
public sealed record ProblemCode(string Code, int Status, string TitleJa, string TitleEn, string DetailJa, string DetailEn)
{
    /// <summary>A query parameter that the address does not have.</summary>
    public static readonly ProblemCode UnknownParameter = new("unknown-parameter", 400, "知らないパラメーターです", "Unknown parameter",
        "「{0}」というパラメーターはありません。使えるもの: {1}", "There is no parameter '{0}'. Allowed are: {1}");

    /// <summary>A query parameter whose value is not allowed.</summary>
    public static readonly ProblemCode InvalidParameter = new("invalid-parameter", 400, "パラメーターの値が正しくありません", "Invalid parameter value",
        "「{0}」の値「{1}」は使えません。使える値: {2}", "The value '{1}' of '{0}' is not allowed. Allowed is: {2}");

    /// <summary>No such thing.</summary>
    public static readonly ProblemCode NotFound = new("not-found", 404, "見つかりません", "Not found",
        "「{0}」はありません。", "There is no '{0}'.");

    /// <summary>A dataset that was withdrawn.</summary>
    public static readonly ProblemCode Gone = new("gone", 410, "取り下げられました", "Withdrawn",
        "「{0}」はリリース {2} で取り下げられました。それまでの内容は ?release={3} で読めます。", "'{1}' was withdrawn in release {2}; as it was before, it can be read with ?release={3}.");

    /// <summary>An API version that does not exist.</summary>
    public static readonly ProblemCode UnsupportedVersion = new("unsupported-version", 404, "このバージョンはありません", "Unsupported API version",
        "「{0}」のバージョンはありません。あるのは /v1 だけです。", "'{0}' names no version that exists; there is only /v1.");

    /// <summary>A method that the address does not have.</summary>
    public static readonly ProblemCode MethodNotAllowed = new("method-not-allowed", 405, "このメソッドは使えません", "Method not allowed",
        "{0} は使えません。使えるもの: {1}", "{0} is not allowed here. Allowed are: {1}");

    /// <summary>An Accept header that no format satisfies.</summary>
    public static readonly ProblemCode NotAcceptable = new("not-acceptable", 406, "その形式では返せません", "Not acceptable",
        "Accept「{0}」に合う形式がありません。返せる形式: {1}", "No format satisfies the Accept header '{0}'. Available are: {1}");

    /// <summary>A URL that is too long.</summary>
    public static readonly ProblemCode UriTooLong = new("uri-too-long", 414, "URLが長すぎます", "URL too long",
        "URLは {0} 文字までです。", "A URL may have {0} characters at most.");

    /// <summary>A request that HTTP itself refuses.</summary>
    public static readonly ProblemCode BadRequest = new("bad-request", 400, "要求が正しくありません", "Bad request",
        "要求をHTTPとして読めません: {0}", "The request is not understood: {0}");

    /// <summary>A request body where none belongs, or too large a one.</summary>
    public static readonly ProblemCode ContentTooLarge = new("content-too-large", 413, "本文が大きすぎます", "Content too large",
        "本文は {0} バイトまでです。", "A body may have {0} bytes at most.");

    /// <summary>More requests than one client may make.</summary>
    public static readonly ProblemCode TooManyRequests = new("too-many-requests", 429, "要求が多すぎます", "Too many requests",
        "1分に {0} 件までです。{1} 秒待ってからお試しください。", "One client may make {0} requests a minute. Please wait for {1} s.");

    /// <summary>More costly reads at once than the server takes.</summary>
    public static readonly ProblemCode ServerBusy = new("server-busy", 503, "混み合っています", "Server busy",
        "全件の取得など、時間のかかる要求が混み合っています。しばらくしてからお試しください。ページごとの取得はお使いいただけます。", "Too many whole results are being read at once. Please try again shortly; pages are served meanwhile.");

    /// <summary>A fault of ours.</summary>
    public static readonly ProblemCode InternalError = new("internal-error", 500, "内部の誤りです", "Internal error",
        "処理に失敗しました。記録番号 {0} を添えて知らせてください。", "Something failed on our side. Please report it with the trace id {0}.");

    /// <summary>The database does not answer.</summary>
    public static readonly ProblemCode DatabaseUnavailable = new("database-unavailable", 503, "データベースが応答しません", "Database unavailable",
        "しばらくしてからもう一度お試しください。", "Please try again shortly.");

    /// <summary>Nothing is published yet.</summary>
    public static readonly ProblemCode NothingPublished = new("nothing-published", 503, "まだ何も公表されていません", "Nothing is published yet",
        "最初の公表が済むまでお待ちください。", "The first release is still to come.");

    /// <summary>A query that took longer than its time limit.</summary>
    public static readonly ProblemCode QueryTimeout = new("query-timeout", 503, "時間内に終わりませんでした", "Query timed out",
        "条件を絞るか、ページに分けてお試しください。", "Narrow the filters, or read page by page.");

    /// <summary>All problems, for the documentation.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        BadRequest, UnknownParameter, InvalidParameter, NotFound, Gone, UnsupportedVersion, MethodNotAllowed, NotAcceptable, ContentTooLarge, UriTooLong,
        TooManyRequests, InternalError, DatabaseUnavailable, NothingPublished, QueryTimeout, ServerBusy,
    ];

    /// <summary>The title in a language.</summary>
    public string In(bool english) => english ? TitleEn : TitleJa;

    /// <summary>The detail with its blanks filled in.</summary>
    public string Detail(bool english, params object?[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, english ? DetailEn : DetailJa, arguments);
}
