using Sapporo.OpenData.Api.Embeds.Builder;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Figures for other sites, and the page that makes the text to put into them.</summary>
public static class EmbedEndpoints
{
    /// <summary>Adds what they need.</summary>
    public static IServiceCollection AddEmbeds(this IServiceCollection services) => services.AddSingleton<EmbedAnswer>().AddSingleton(EmbedProblems.Shape);

    /// <summary>Maps them.</summary>
    public static void MapEmbeds(this WebApplication app)
    {
        app.MapEmbedAssets();
        app.MapBuilder();
        foreach (var kind in EmbedKind.All)
        {
            app.MapGet("/embed/" + kind.Route, (HttpContext context, string key, EmbedAnswer answer) => answer.WriteAsync(context, kind, key)).ExcludeFromDescription();
        }
    }
}
