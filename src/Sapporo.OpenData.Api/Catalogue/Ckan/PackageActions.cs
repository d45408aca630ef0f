using System.Globalization;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>Actions about datasets and resources.</summary>
internal static class PackageActions
{
    public static IEnumerable<CkanAction> All { get; } =
    [
        CkanAction.Of("package_list", "Names of all datasets, sorted. limit, offset.", call => SiteActions.Texts(CkanAction.Page(Names(call.Catalogue), call.Parameters))),
        CkanAction.Of("current_package_list_with_resources", "All datasets with their resources, the last changed first. limit, offset or page.", call =>
        {
            var limit = call.Parameters.Count("limit");
            var offset = call.Parameters.Count("offset") ?? (call.Parameters.Count("page") is { } page && limit is { } size ? (int)Math.Min(int.MaxValue, Math.Max(0L, page - 1L) * size) : 0);
            return new JsonArray([.. call.Catalogue.Datasets.OrderByDescending(dataset => dataset.Modified).ThenBy(dataset => dataset.Row.Name, StringComparer.Ordinal).Skip(offset).Take(limit ?? int.MaxValue).Select(call.Dicts.Package)]);
        }),
        CkanAction.Of("package_show", "One dataset. id: UUID or name.", call => call.Dicts.Package(call.Dataset("id", "name_or_id"))),
        CkanAction.Of("resource_show", "One resource. id: UUID.", call => call.Dicts.Resource(call.Catalogue.FindResource(call.Parameters.Required("id")) ?? throw ActionException.NotFound("Resource was not found."))),
        CkanAction.Of("resource_view_list", "Views of a resource: none. id: UUID.", call => call.Catalogue.FindResource(call.Parameters.Required("id")) is null ? throw ActionException.NotFound("Resource was not found.") : new JsonArray()),
        CkanAction.Of("resource_search", "Resources whose fields hold texts. query: field:term, or a list of them; order_by, limit, offset.", SearchResources),
        CkanAction.Of("package_autocomplete", "Datasets whose name or title holds a text. q: the text; limit.", Autocomplete),
        CkanAction.Of("package_relationships_list", "Relationships of a dataset: none. id: UUID or name.", call => call.Dataset("id") is null ? null : new JsonArray()),
        CkanAction.Of("group_package_show", "Datasets of a group. id: UUID or name; limit.", call =>
        {
            var group = OwnerActions.FindGroup(call, call.Parameters.Required("id"));
            return new JsonArray([.. call.Catalogue.Datasets.Where(dataset => dataset.Groups.Contains(group)).Take(call.Parameters.Count("limit") ?? int.MaxValue).Select(call.Dicts.Package)]);
        }),
    ];

    private static IEnumerable<string> Names(CatalogueSnapshot catalogue) => catalogue.Datasets.Select(dataset => dataset.Row.Name).Order(StringComparer.Ordinal);

    private static JsonArray Autocomplete(ActionCall call)
    {
        var q = call.Parameters.Text("q") ?? throw ActionException.Invalid("q", "Missing value");
        var matches = call.Catalogue.Datasets
            .Select(dataset => (dataset, Field: dataset.Row.TitleJa.Contains(q, StringComparison.OrdinalIgnoreCase) ? "title" : dataset.Row.Name.Contains(q, StringComparison.OrdinalIgnoreCase) ? "name" : null))
            .Where(match => match.Field is not null).Take(call.Parameters.Count("limit") ?? 10);
        return new JsonArray([.. matches.Select(match => new JsonObject
        {
            ["name"] = match.dataset.Row.Name,
            ["title"] = match.dataset.Row.TitleJa,
            ["match_field"] = match.Field,
            ["match_displayed"] = match.Field == "title" ? $"{match.dataset.Row.TitleJa} ({match.dataset.Row.Name})" : match.dataset.Row.Name,
        })]);
    }

    private static JsonObject SearchResources(ActionCall call)
    {
        var terms = call.Parameters.Structure("query") switch
        {
            null => throw ActionException.Invalid("query", "Missing value"),
            JsonArray list => list.Select(item => ActionParameters.AsText(item) ?? ""),
            var single => [ActionParameters.AsText(single)!],
        };
        var resources = call.Catalogue.Datasets.SelectMany(dataset => dataset.Resources).Select(call.Dicts.Resource).ToList();
        foreach (var term in terms)
        {
            var parts = term.Split(':', 2);
            if (parts.Length < 2)
            {
                throw ActionException.Invalid("query", "Must be <field>:<value> pair(s)");
            }

            var (field, value) = (parts[0].Trim(), parts[1].Trim());
            if (resources.Count > 0 && !resources[0].ContainsKey(field))
            {
                throw ActionException.Invalid("query", $"Field \"{field}\" not recognised in resource_search.");
            }

            resources = resources.FindAll(resource => ActionParameters.AsText(resource[field]) is { } text
                && (field == "hash" ? text.StartsWith(value, StringComparison.OrdinalIgnoreCase) : text.Contains(value, StringComparison.OrdinalIgnoreCase)));
        }

        if (call.Parameters.Text("order_by") is { Length: > 0 } order)
        {
            resources = [.. resources.OrderBy(resource => resource.TryGetPropertyValue(order, out var key) ? Key(key) : throw ActionException.Invalid("order_by", $"Field \"{order}\" not recognised in resource_search."), StringComparer.Ordinal)];
        }

        return new JsonObject { ["count"] = resources.Count, ["results"] = new JsonArray([.. CkanAction.Page(resources, call.Parameters)]) };
    }

    // Numbers in the order of numbers.
    private static string Key(JsonNode? value) => value is JsonValue number && number.TryGetValue<long>(out var size) ? size.ToString("D20", CultureInfo.InvariantCulture) : ActionParameters.AsText(value) ?? "";
}
