using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sapporo.OpenData.Api.Http.OpenApi;

/// <summary>Documents the operations of resources: parameters, answers in every format, errors.</summary>
internal sealed class ResourceOperationFilter(IEnumerable<Resource> resources, IOptions<ApiOptions> options) : IOperationFilter
{
    private static readonly int[] Errors = [400, 404, 406, 429, 500, 503];

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var path = OpenApiDocumentSetup.CanonicalPath(context.ApiDescription.RelativePath!);
        var name = path["v1".Length..].TrimStart('/');
        var isThing = name.EndsWith("/{id}", StringComparison.Ordinal);
        if (resources.FirstOrDefault(known => known.Name == (isThing ? name[..^"/{id}".Length] : name)) is not { } resource)
        {
            operation.Parameters = [.. (operation.Parameters ?? []).Where(parameter => parameter.Name != "version"), .. ResourceParameters.Common()];
            Add(operation, hasId: name.Contains('{', StringComparison.Ordinal), context.Document);
            return;
        }

        var schema = ResourceSchemas.Name(resource);
        operation.OperationId = (isThing ? "get" : "list") + schema;
        operation.Summary = isThing ? $"One of {resource.Name}" : $"List {resource.Name}";
        operation.Description = resource.Description;
        operation.Parameters = [.. isThing ? ResourceParameters.OfThing(resource) : ResourceParameters.OfList(resource, options.Value)];
        operation.Responses = new OpenApiResponses
        {
            ["200"] = isThing ? Thing(schema, context.Document) : List(schema, context.Document),
        };
        Add(operation, hasId: name.Contains('{', StringComparison.Ordinal), context.Document);
    }

    // What every address may answer beside what it is for; one that names something may name what is not there.
    private static void Add(OpenApiOperation operation, bool hasId, OpenApiDocument document)
    {
        var responses = operation.Responses ??= [];
        responses["304"] = new OpenApiResponse { Description = "Not modified: the client's ETag (If-None-Match) is still right." };
        foreach (var status in Errors.Where(status => hasId || status != 404))
        {
            responses[status.ToString(null, null)] = Error(status, document);
        }
    }

    private static OpenApiResponse List(string schema, OpenApiDocument document) => new()
    {
        Description = "A page, or the whole result.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [DataFormat.Json.MediaType] = new() { Schema = new OpenApiSchemaReference(schema + "List", document) },
            [DataFormat.Csv.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The whole result: a header line, CRLF, nested members named with dots." } },
            [DataFormat.NdJson.MediaType] = new() { Schema = new OpenApiSchemaReference(schema, document) },
        },
    };

    private static OpenApiResponse Thing(string schema, OpenApiDocument document) => new()
    {
        Description = "The thing itself, with links and what expand brought in.",
        Content = new Dictionary<string, OpenApiMediaType> { [DataFormat.Json.MediaType] = new() { Schema = new OpenApiSchemaReference(schema + "Thing", document) } },
    };

    private static OpenApiResponse Error(int status, OpenApiDocument document) => new()
    {
        Description = string.Join(" ", ProblemCode.All.Where(problem => problem.Status == status && problem != ProblemCode.UnsupportedVersion).Select(problem => $"{problem.TitleEn} ({problem.Code}).")),
        Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.ContentType] = new() { Schema = new OpenApiSchemaReference(ResourceDocumentFilter.ProblemSchema, document) } },
    };
}
