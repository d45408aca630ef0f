using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>The OpenAPI document against the committed one, and against what the server answers.</summary>
public class OpenApiTests(TestApi api) : IClassFixture<TestApi>
{
    private static string CommittedPath => Path.Combine(TestDatabase.Repository, "openapi", "v1.json");

    /// <summary>The committed document.</summary>
    public static JsonNode Committed { get; } = JsonNode.Parse(File.ReadAllText(CommittedPath))!;

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var served = (await api.Client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(CommittedPath, served);
        }

        Assert.True(served == await File.ReadAllTextAsync(CommittedPath), "openapi/v1.json is not what the server serves; run UPDATE_OPENAPI=1 tests/run.sh and read the difference: a breaking one needs a new version.");
    }

    [Fact]
    public void Paths_read_v1_and_every_operation_parameter_and_field_is_described()
    {
        var missing = new List<string>();
        foreach (var (path, item) in Committed["paths"]!.AsObject())
        {
            Assert.StartsWith("/v1", path, StringComparison.Ordinal);
            foreach (var (method, operation) in item!.AsObject())
            {
                Assert.Equal("get", method);
                Check($"{path}", operation!["summary"]);
                foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                {
                    Check($"{path} {parameter!["name"]}", parameter["description"]);
                    Assert.NotEqual("version", parameter["name"]!.GetValue<string>());
                }
            }
        }

        foreach (var (name, schema) in Committed["components"]!["schemas"]!.AsObject())
        {
            CheckProperties(name, schema!);
        }

        Assert.Empty(missing);

        void Check(string where, JsonNode? description)
        {
            if (string.IsNullOrWhiteSpace(description?.GetValue<string>()))
            {
                missing.Add(where);
            }
        }

        void CheckProperties(string where, JsonNode schema)
        {
            foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
            {
                if (property!["properties"] is not null)
                {
                    CheckProperties($"{where}.{name}", property);
                }
                else if (property["items"]?["$ref"] is null)
                {
                    Check($"{where}.{name}", property["description"]);
                }
            }
        }
    }

    [Fact]
    public async Task Swagger_UI_is_served_from_here_alone()
    {
        var page = await api.Client.GetStringAsync("/swagger/index.html");
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        using var script = await api.Client.GetAsync("/swagger/swagger-ui-bundle.js");
        Assert.True(script.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Every_item_has_the_members_that_the_document_requires_and_no_others()
    {
        foreach (var (path, item) in Committed["paths"]!.AsObject())
        {
            if (item!["get"]!["operationId"]?.GetValue<string>() is { } id && id.StartsWith("list", StringComparison.Ordinal))
            {
                var schema = Committed["components"]!["schemas"]![id["list".Length..]]!;
                foreach (var row in await api.AllItemsAsync(SweepTests.Concrete(path, item["get"]!) + "?limit=500"))
                {
                    CheckMembers(path, schema, row);
                    Assert.NotNull(row["id"]);
                }
            }
        }
    }

    [Fact]
    public async Task Every_thing_has_the_members_that_the_document_names_and_no_others()
    {
        var schemas = Committed["components"]!["schemas"]!;
        foreach (var (path, item) in Committed["paths"]!.AsObject())
        {
            var operation = item!["get"]!;
            if (operation["operationId"]?.GetValue<string>() is { } id && id.StartsWith("get", StringComparison.Ordinal))
            {
                var beside = schemas[id["get".Length..] + "Thing"]!["allOf"]![1]!;
                var expand = beside["properties"]!.AsObject().Select(member => member.Key).Except(["links", "release"]).ToList();
                var thing = await api.JsonAsync(SweepTests.Concrete(path, operation) + (expand.Count > 0 ? "?expand=" + string.Join(',', expand) : ""));
                var own = thing.DeepClone().AsObject();
                foreach (var (name, _) in beside["properties"]!.AsObject())
                {
                    Assert.True(own.Remove(name), $"{path}: {name}");
                }

                CheckMembers(path, schemas[id["get".Length..]]!, own);
                Assert.All(thing["links"]!.AsObject(), link => Assert.True(Uri.IsWellFormedUriString(link.Value!.GetValue<string>(), UriKind.Absolute)));
            }
        }
    }

    private static void CheckMembers(string where, JsonNode schema, JsonNode value)
    {
        var properties = schema["properties"]!.AsObject();
        var members = value.AsObject().Select(member => member.Key).ToList();
        Assert.Empty(members.Except(properties.Select(property => property.Key)).Select(name => $"{where}: {name}"));
        Assert.Empty(schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).Except(members).Select(name => $"{where}: {name} missing"));
        foreach (var (name, property) in properties)
        {
            Assert.True(Allows(property!, value[name], members.Contains(name)), $"{where}.{name} = {value[name]?.ToJsonString()} against {property!.ToJsonString()}");
            if (property!["properties"] is not null && value[name] is JsonObject nested)
            {
                CheckMembers($"{where}.{name}", property, nested);
            }
        }
    }

    private static bool Allows(JsonNode property, JsonNode? value, bool isPresent)
    {
        if (property["enum"] is JsonArray words && isPresent && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            return false;
        }

        var types = property["type"] is JsonArray several ? several.Select(type => type!.GetValue<string>()).ToList() : [property["type"]!.GetValue<string>()];
        return value is null ? !isPresent || types.Contains("null") : value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => types.Contains("string"),
            System.Text.Json.JsonValueKind.Number => types.Contains("number") || types.Contains("integer"),
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => types.Contains("boolean"),
            System.Text.Json.JsonValueKind.Array => types.Contains("array"),
            _ => types.Contains("object"),
        };
    }
}
