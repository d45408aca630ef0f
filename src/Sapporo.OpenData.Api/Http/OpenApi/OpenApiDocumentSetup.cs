using Microsoft.OpenApi;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Http.OpenApi;

/// <summary>The OpenAPI document at /openapi/v1.json, and Swagger UI over it at /swagger.</summary>
public static class OpenApiDocumentSetup
{
    /// <summary>Name of the document.</summary>
    public const string Document = "v1";

    /// <summary>Adds the generator.</summary>
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddSwaggerGen(options =>
    {
        options.SwaggerDoc(Document, new OpenApiInfo
        {
            Title = "Sapporo.OpenData",
            Version = ApiVersions.V1,
            Description = "Open data of the さっぽろ連携中枢都市圏 (Sapporo and 11 neighbouring municipalities): municipalities, demographics, visions, "
                + "collaborative projects (連携事業), indicators (評価指標) and their yearly evaluations (◎ ○ × －). Figures stand exactly as the documents print them, "
                + "with what was read from them beside; what a document does not say is null with a reason; what is inferred says so. "
                + "Every answer is of one release (公表), named in its member \"release\"; releases never change.\n\n"
                + "Lists answer a page at a time, or as a whole with format=csv, ndjson or json. Filters are the fields' names: several values are separated by commas, "
                + "ordered fields take ranges (2010..2015, 2010.., ..2015), \"null\" finds missing values, and a value that holds a comma stands in double quotes.",
            License = new OpenApiLicense { Name = "MIT (the software)", Url = new Uri("https://opensource.org/license/mit") },
        });
        options.OperationFilter<ResourceOperationFilter>();
        options.DocumentFilter<ResourceDocumentFilter>();
        options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "Sapporo.OpenData.Api.xml"), includeControllerXmlComments: true);
    });

    /// <summary>Serves the document and the UI.</summary>
    public static void UseOpenApiDocument(this WebApplication app)
    {
        app.UseWhen(IsOfDocument, branch =>
        {
            branch.Use((context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal))
                {
                    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
                }

                return next(context);
            });
            branch.UseSwagger(options =>
            {
                options.RouteTemplate = "openapi/{documentName}.json";
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            });
            branch.UseSwaggerUI(options =>
            {
                options.RoutePrefix = "swagger";
                options.DocumentTitle = "Sapporo.OpenData API";
                options.SwaggerEndpoint($"/openapi/{Document}.json", "Sapporo.OpenData v1");
            });
        });
    }

    // No other request goes through what serves them.
    private static bool IsOfDocument(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    /// <summary>Address of an operation without the version placeholder.</summary>
    internal static string CanonicalPath(string path) => path.Replace(ApiVersions.Placeholder, "v" + ApiVersions.V1, StringComparison.Ordinal);
}
