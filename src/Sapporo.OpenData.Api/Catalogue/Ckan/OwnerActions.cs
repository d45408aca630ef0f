using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>Actions about organizations and groups.</summary>
internal static class OwnerActions
{
    private const string ListHelp = "Names, or with all_fields dictionaries. all_fields, sort (name|title|package_count asc|desc), q, limit, offset, and the names wanted.";
    private const string ShowHelp = "One of them. id: UUID or name; include_datasets.";

    public static IEnumerable<CkanAction> All { get; } =
    [
        CkanAction.Of("organization_list", "Organizations. " + ListHelp, call => List(call, "organizations", call.Catalogue.Organizations.Select(organization => call.Dicts.Organization(organization, call.Catalogue)))),
        CkanAction.Of("organization_show", "Organizations. " + ShowHelp, call =>
        {
            var organization = FindOrganization(call, call.Parameters.Required("id"));
            return WithDatasets(call, call.Dicts.Organization(organization, call.Catalogue), call.Catalogue.Datasets.Where(dataset => dataset.Organization == organization));
        }),
        CkanAction.Of("group_list", "Groups. " + ListHelp, call => List(call, "groups", call.Catalogue.Groups.Select(group => call.Dicts.Group(group, call.Catalogue)))),
        CkanAction.Of("group_show", "Groups. " + ShowHelp, call =>
        {
            var group = FindGroup(call, call.Parameters.Required("id"));
            return WithDatasets(call, call.Dicts.Group(group, call.Catalogue), call.Catalogue.Datasets.Where(dataset => dataset.Groups.Contains(group)));
        }),
        CkanAction.Of("organization_autocomplete", "Organizations whose name or title holds a text. q, limit.", call => Autocomplete(call, call.Catalogue.Organizations.Select(row => (row.Uuid, row.Id, row.TitleJa)))),
        CkanAction.Of("group_autocomplete", "Groups whose name or title holds a text. q, limit.", call => Autocomplete(call, call.Catalogue.Groups.Select(row => (row.Uuid, row.Id, row.TitleJa)))),
    ];

    /// <summary>The group of a UUID or name.</summary>
    public static DatasetGroup FindGroup(ActionCall call, string id) =>
        call.Catalogue.Groups.FirstOrDefault(group => group.Id == id || group.Uuid == id) ?? throw ActionException.NotFound("Group was not found.");

    private static Organization FindOrganization(ActionCall call, string id) =>
        call.Catalogue.Organizations.FirstOrDefault(organization => organization.Id == id || organization.Uuid == id) ?? throw ActionException.NotFound("Organization was not found.");

    private static JsonArray List(ActionCall call, string chosenName, IEnumerable<JsonObject> owners)
    {
        var parameters = call.Parameters;
        var q = parameters.Text("q");
        var chosen = parameters.List(chosenName);
        var found = owners.Where(owner => chosen is null or [] || chosen.Contains(Text(owner, "name"), StringComparer.Ordinal))
            .Where(owner => string.IsNullOrEmpty(q) || Text(owner, "name").Contains(q, StringComparison.OrdinalIgnoreCase) || Text(owner, "title").Contains(q, StringComparison.OrdinalIgnoreCase));
        var page = CkanAction.Page(Sort(found, parameters.Text("sort") is { Length: > 0 } sort ? sort : parameters.Text("order_by") ?? "title asc"), parameters);
        return parameters.Flag("all_fields") ? new JsonArray([.. page]) : SiteActions.Texts(page.Select(owner => Text(owner, "name")));
    }

    private static IEnumerable<JsonObject> Sort(IEnumerable<JsonObject> owners, string sort)
    {
        var words = sort.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var field = words.FirstOrDefault() is "packages" ? "package_count" : words.FirstOrDefault();
        if (words.Length is 0 or > 2 || field is not ("name" or "title" or "package_count") || (words.Length == 2 && words[1].ToLowerInvariant() is not ("asc" or "desc")))
        {
            throw ActionException.Invalid("sort", $"Cannot sort by field `{sort}`; allowed are name, title and package_count, asc or desc");
        }

        var ordered = field == "package_count"
            ? owners.OrderBy(owner => owner["package_count"]!.GetValue<int>()).ThenBy(owner => Text(owner, "name"), StringComparer.Ordinal)
            : owners.OrderBy(owner => Text(owner, field), StringComparer.Ordinal).ThenBy(owner => Text(owner, "name"), StringComparer.Ordinal);
        return words.Length == 2 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase) ? ordered.Reverse() : ordered;
    }

    private static JsonObject WithDatasets(ActionCall call, JsonObject owner, IEnumerable<CatalogueDataset> datasets)
    {
        if (call.Parameters.Flag("include_datasets"))
        {
            owner["packages"] = new JsonArray([.. datasets.Take(1000).Select(call.Dicts.Package)]);
        }

        return owner;
    }

    private static JsonArray Autocomplete(ActionCall call, IEnumerable<(string Uuid, string Name, string Title)> owners)
    {
        var q = call.Parameters.Text("q") ?? throw ActionException.Invalid("q", "Missing value");
        return new JsonArray([.. owners.Where(owner => owner.Name.Contains(q, StringComparison.OrdinalIgnoreCase) || owner.Title.Contains(q, StringComparison.OrdinalIgnoreCase))
            .Take(call.Parameters.Count("limit") ?? 20).Select(owner => new JsonObject { ["id"] = owner.Uuid, ["name"] = owner.Name, ["title"] = owner.Title })]);
    }

    private static string Text(JsonObject owner, string key) => owner[key]!.GetValue<string>();
}
