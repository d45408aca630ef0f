using System.Text.Json.Nodes;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>Actions about the site.</summary>
internal static class SiteActions
{
    // The version of CKAN whose answers these are; clients compare it by its numbers.
    private const string CkanVersion = "2.11.5";

    public static IEnumerable<CkanAction> All { get; } =
    [
        CkanAction.Of("status_show", "About the site: title, description, address, version and extensions.", call => new JsonObject
        {
            ["ckan_version"] = CkanVersion,
            ["site_title"] = call.Catalogue.Description.TitleJa,
            ["site_description"] = call.Catalogue.Description.DescriptionJa,
            ["site_url"] = call.Address.Base,
            ["error_emails_to"] = null,
            ["locale_default"] = "ja",
            ["extensions"] = new JsonArray("datastore", "dcat"),
        }),
        CkanAction.Of("site_read", "Whether the site may be read: always true.", _ => JsonValue.Create(true)),
        CkanAction.Of("help_show", "What an action does. name: the action.", call =>
            CkanActions.All.TryGetValue(call.Parameters.Required("name"), out var action) ? JsonValue.Create(action.Help) : throw ActionException.NotFound("Action name not known")),
        CkanAction.Of("license_list", "All licences in use, and the common ones.", call => new JsonArray([.. call.Catalogue.Licences.Select(call.Dicts.Licence)])),
        CkanAction.Of("vocabulary_list", "Vocabularies of tags: none.", _ => new JsonArray()),
        CkanAction.Of("organization_list_for_user", "Organizations that the caller may edit: none.", _ => new JsonArray()),
        CkanAction.Of("group_list_authz", "Groups that the caller may edit: none.", _ => new JsonArray()),
        CkanAction.Of("format_autocomplete", "Formats that hold a text. q: the text; limit.", call =>
        {
            var q = call.Parameters.Text("q") ?? throw ActionException.Invalid("q", "Missing value");
            var formats = call.Catalogue.Datasets.SelectMany(dataset => dataset.Resources).Select(resource => resource.Format).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            return Texts(formats.Where(format => format.Contains(q, StringComparison.OrdinalIgnoreCase)).Take(call.Parameters.Count("limit") ?? 5));
        }),
    ];

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
