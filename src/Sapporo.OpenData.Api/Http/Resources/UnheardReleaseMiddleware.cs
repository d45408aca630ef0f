using System.Globalization;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>
/// Asks the database for the newest release where a request names a later one than is known here, as another instance may
/// have told it. Instances over replicas cannot listen for releases, and hear of them by asking now and then.
/// </summary>
public sealed class UnheardReleaseMiddleware(RequestDelegate next, CurrentReleaseHolder holder, ReleaseReader reader)
{
    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context) =>
        !holder.IsWatched && holder.Current is { } known && Named(context.Request.Query) > known.Number ? AskAsync(context) : next(context);

    private async Task AskAsync(HttpContext context)
    {
        await using (var connection = await reader.Pages.OpenConnectionAsync(context.RequestAborted))
        {
            holder.Update(await ReleaseReader.NewestAsync(connection, context.RequestAborted));
        }

        await next(context);
    }

    private static int Named(IQueryCollection query) => Math.Max(
        int.TryParse(query["release"], NumberStyles.None, CultureInfo.InvariantCulture, out var release) ? release : 0,
        query["cursor"].ToString() is { Length: > 0 } cursor ? Cursor.ReleaseOf(cursor) ?? 0 : 0);
}
