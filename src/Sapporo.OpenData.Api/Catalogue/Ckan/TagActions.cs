using System.Text.Json.Nodes;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>Actions about tags.</summary>
internal static class TagActions
{
    public static IEnumerable<CkanAction> All { get; } =
    [
        CkanAction.Of("tag_list", "Names of tags, or with all_fields dictionaries. query, all_fields; vocabulary_id finds none, for there are no vocabularies.", call =>
        {
            var tags = Find(call, call.Parameters.Text("query"));
            return call.Parameters.Flag("all_fields") ? new JsonArray([.. tags.Select(PackageDict.Tag)]) : SiteActions.Texts(tags);
        }),
        CkanAction.Of("tag_show", "One tag. id: UUID or name; include_datasets.", call =>
        {
            var id = call.Parameters.Required("id");
            var name = Names(call).FirstOrDefault(tag => tag == id || StableUuid.Of("tag", tag) == id) ?? throw ActionException.NotFound("Tag was not found.");
            var tag = PackageDict.Tag(name);
            if (call.Parameters.Flag("include_datasets"))
            {
                tag["packages"] = new JsonArray([.. call.Catalogue.Datasets.Where(dataset => dataset.Row.Tags.Contains(name, StringComparer.Ordinal)).Select(call.Dicts.Package)]);
            }

            return tag;
        }),
        CkanAction.Of("tag_search", "Tags that hold a text. query, limit, offset.", call =>
        {
            var tags = Find(call, call.Parameters.Text("query") ?? call.Parameters.Text("q")).ToList();
            return new JsonObject { ["count"] = tags.Count, ["results"] = new JsonArray([.. CkanAction.Page(tags, call.Parameters).Select(PackageDict.Tag)]) };
        }),
        CkanAction.Of("tag_autocomplete", "Names of tags that hold a text. query, limit.", call => SiteActions.Texts(CkanAction.Page(Find(call, call.Parameters.Text("query") ?? call.Parameters.Text("q")), call.Parameters))),
    ];

    private static IEnumerable<string> Names(ActionCall call) => call.Catalogue.Datasets.SelectMany(dataset => dataset.Row.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Find(ActionCall call, string? text) => call.Parameters.Has("vocabulary_id") ? []
        : Names(call).Where(tag => string.IsNullOrEmpty(text) || tag.Contains(text, StringComparison.OrdinalIgnoreCase));
}
