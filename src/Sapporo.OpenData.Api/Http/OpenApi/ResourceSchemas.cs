using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.OpenApi;

/// <summary>JSON schemas made from the fields of resources.</summary>
internal static class ResourceSchemas
{
    /// <summary>Name of a resource's schema.</summary>
    public static string Name(Resource resource) =>
        string.Concat(resource.Name.Split('/').Where(word => word[0] != '{').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Schema of one item.</summary>
    public static OpenApiSchema Item(Resource resource)
    {
        var schema = Nest([.. resource.FieldInfos.Select(field => (field, field.Name.Split('.')))], 0, resource, "");
        schema.Description = resource.Description;
        return schema;
    }

    /// <summary>Schema of one thing: an item, where else it is found, what expand brought in, and the release.</summary>
    public static OpenApiSchema Thing(Resource resource, OpenApiDocument document)
    {
        var beside = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "links", "release" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["links"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "This address, and those of what belongs to it.",
                    Required = new HashSet<string> { "self" },
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
                },
                ["release"] = Release(),
            },
        };
        foreach (var (name, target) in resource.ExpansionInfos)
        {
            beside.Properties[name] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = $"Where expand={name} asks for them.", Items = new OpenApiSchemaReference(Name(target), document) };
        }

        return new OpenApiSchema { Description = resource.Description, AllOf = [new OpenApiSchemaReference(Name(resource), document), beside] };
    }

    /// <summary>Schema of a list's envelope.</summary>
    public static OpenApiSchema List(Resource resource, OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "total", "items", "links", "release" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["total"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Items that match the filters, on all pages.", Examples = [JsonValue.Create(12)] },
            ["items"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(Name(resource), document) },
            ["links"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "self" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["self"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri", Description = "This page." },
                    ["next"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri", Description = "The next page; absent on the last." },
                },
            },
            ["release"] = Release(),
        },
    };

    /// <summary>Schema of a field's value.</summary>
    public static OpenApiSchema Value(FieldInfo field)
    {
        var schema = new OpenApiSchema
        {
            Type = field.OmitNull || !field.IsNullable ? Type(field.Type) : Type(field.Type) | JsonSchemaType.Null,
            Format = field.Type switch { FieldType.Date => "date", FieldType.DateTime => "date-time", FieldType.Integer => "int32", _ => null },
            Description = field.Description,
            Examples = field.Example is null ? null : [JsonSerializer.SerializeToNode(field.Example, JsonStyle.SerializerOptions)!],
        };
        if (field.Allowed is { } allowed)
        {
            schema.Enum = [.. allowed.Select(value => (JsonNode)JsonValue.Create(value)!), .. schema.Type.Value.HasFlag(JsonSchemaType.Null) ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];
        }

        if (field.Type is FieldType.TextList or FieldType.IntegerList)
        {
            schema.Items = new OpenApiSchema { Type = field.Type == FieldType.TextList ? JsonSchemaType.String : JsonSchemaType.Integer };
        }

        return schema;
    }

    private static OpenApiSchema Release() => new() { Type = JsonSchemaType.Integer, Description = "Release that was read.", Examples = [JsonValue.Create(1)] };

    private static JsonSchemaType Type(FieldType type) => type switch
    {
        FieldType.Integer => JsonSchemaType.Integer,
        FieldType.Number => JsonSchemaType.Number,
        FieldType.Boolean => JsonSchemaType.Boolean,
        FieldType.TextList or FieldType.IntegerList => JsonSchemaType.Array,
        FieldType.Json => JsonSchemaType.Array | JsonSchemaType.Object,
        _ => JsonSchemaType.String,
    };

    private static OpenApiSchema Nest(IReadOnlyList<(FieldInfo Field, string[] Path)> fields, int depth, Resource resource, string prefix)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new HashSet<string>() };
        if (resource.NullableGroups.Contains(prefix.TrimEnd('.')))
        {
            schema.Type |= JsonSchemaType.Null;
        }

        foreach (var group in fields.GroupBy(field => field.Path[depth]))
        {
            var (field, path) = group.First();
            schema.Properties[group.Key] = path.Length == depth + 1 ? Value(field) : Nest([.. group], depth + 1, resource, prefix + group.Key + ".");
            if (path.Length > depth + 1 || !field.OmitNull)
            {
                schema.Required.Add(group.Key);
            }
        }

        return schema;
    }
}
