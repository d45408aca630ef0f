using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Health for machines: live while the process answers, ready while the database does and a release is published.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", (HttpContext context) => Answer(context, new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", async (HttpContext context, ReleaseReader reader, CurrentReleaseHolder holder) =>
        {
            await using var connection = await reader.Pages.OpenConnectionAsync(context.RequestAborted);
            holder.Update(await ReleaseReader.NewestAsync(connection, context.RequestAborted));
            var newest = holder.Newest;
            return Answer(context, new { status = "ready", release = newest.Number });
        }).ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, object body)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(body);
    }
}
