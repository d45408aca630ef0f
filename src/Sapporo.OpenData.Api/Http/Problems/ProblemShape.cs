namespace Sapporo.OpenData.Api.Http.Problems;

/// <summary>Another shape of errors, for clients that expect it on some addresses.</summary>
/// <param name="Applies">Whether a request wants it.</param>
/// <param name="WriteAsync">Writes an error as the whole response.</param>
public sealed record ProblemShape(Func<HttpContext, bool> Applies, Func<HttpContext, ProblemException, Task> WriteAsync);
