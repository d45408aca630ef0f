using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Resources;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sapporo.OpenData.Api.Http.OpenApi;

/// <summary>Adds the schemas of resources and problems, and writes paths without the version placeholder.</summary>
internal sealed class ResourceDocumentFilter(IEnumerable<Resource> resources) : IDocumentFilter
{
    /// <summary>Name of the schema of problems.</summary>
    public const string ProblemSchema = "Problem";

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in swaggerDoc.Paths.OrderBy(path => OpenApiDocumentSetup.CanonicalPath(path.Key), StringComparer.Ordinal))
        {
            paths[OpenApiDocumentSetup.CanonicalPath(path)] = item;
        }

        swaggerDoc.Paths = paths;
        swaggerDoc.Components ??= new OpenApiComponents();
        var schemas = swaggerDoc.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        schemas.Clear();
        foreach (var resource in resources)
        {
            schemas[ResourceSchemas.Name(resource)] = ResourceSchemas.Item(resource);
            if (resource.ExampleId is not null && !resource.Name.Contains('{', StringComparison.Ordinal))
            {
                schemas[ResourceSchemas.Name(resource) + "Thing"] = ResourceSchemas.Thing(resource, swaggerDoc);
            }

            schemas[ResourceSchemas.Name(resource) + "List"] = ResourceSchemas.List(resource, swaggerDoc);
        }

        schemas[ProblemSchema] = Problem();
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A problem (RFC 9457): Japanese with English beside it, or English alone for lang=en.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Address that explains the code."),
            ["title"] = Text("Title."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "HTTP status." },
            ["detail"] = Text("What is wrong, and what is allowed."),
            ["titleEn"] = Text("Title in English."),
            ["detailEn"] = Text("Detail in English."),
            ["instance"] = Text("The address asked."),
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable code.", Enum = [.. ProblemCode.All.Select(problem => (JsonNode)JsonValue.Create(problem.Code)!)] },
            ["traceId"] = Text("Trace id, for reports."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Every wrong parameter.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["parameter"] = Text("Its name."),
                        ["value"] = Text("Its value as sent."),
                        ["code"] = Text("What is wrong."),
                        ["detail"] = Text("In words."),
                        ["allowed"] = Text("What is allowed."),
                    },
                },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
