using System.Globalization;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>Datasets, resources, organizations and groups as CKAN's dictionaries: every key always there, null where unknown.</summary>
/// <param name="address">Addresses of things.</param>
public sealed class PackageDict(CatalogueAddress address)
{
    /// <summary>A time as CKAN writes it: UTC, six digits, no zone.</summary>
    public static string Time(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>A dataset.</summary>
    public JsonObject Package(CatalogueDataset dataset)
    {
        var row = dataset.Row;
        return new JsonObject
        {
            ["id"] = row.Uuid,
            ["name"] = row.Name,
            ["title"] = row.TitleJa,
            ["notes"] = row.NotesJa,
            ["url"] = address.Page(dataset),
            ["version"] = dataset.Version.ToString(CultureInfo.InvariantCulture),
            ["author"] = row.Author,
            ["author_email"] = dataset.Organization.ContactEmail ?? "",
            ["maintainer"] = dataset.Organization.ContactName,
            ["maintainer_email"] = dataset.Organization.ContactEmail ?? "",
            ["license_id"] = dataset.Licence.Id,
            ["license_title"] = dataset.Licence.TitleEn,
            ["license_url"] = dataset.Licence.Url ?? dataset.Licence.CanonicalUrl ?? "",
            ["isopen"] = dataset.Licence.IsOpen,
            ["private"] = false,
            ["state"] = "active",
            ["type"] = "dataset",
            ["creator_user_id"] = null,
            ["owner_org"] = dataset.Organization.Uuid,
            ["organization"] = OrganizationOf(dataset.Organization),
            ["groups"] = new JsonArray([.. dataset.Groups.Select(GroupOf)]),
            ["tags"] = new JsonArray([.. row.Tags.Order(StringComparer.Ordinal).Select(Tag)]),
            ["extras"] = new JsonArray([.. Extras(dataset, address).Where(extra => extra.Value is { Length: > 0 }).Select(extra => new JsonObject { ["key"] = extra.Key, ["value"] = extra.Value })]),
            ["resources"] = new JsonArray([.. dataset.Resources.Select(Resource)]),
            ["num_resources"] = dataset.Resources.Count,
            ["num_tags"] = row.Tags.Length,
            ["metadata_created"] = Time(dataset.Issued),
            ["metadata_modified"] = Time(dataset.Modified),
            ["relationships_as_subject"] = new JsonArray(),
            ["relationships_as_object"] = new JsonArray(),
        };
    }

    /// <summary>One format of a data file.</summary>
    public JsonObject Resource(DataResource resource) => new()
    {
        ["id"] = resource.Uuid,
        ["package_id"] = resource.File.Dataset.Row.Uuid,
        ["position"] = resource.Position,
        ["name"] = $"{resource.File.Row.TitleJa}（{resource.Format.ToUpperInvariant()}）",
        ["description"] = resource.File.Row.DescriptionJa,
        ["format"] = resource.Format.ToUpperInvariant(),
        ["mimetype"] = resource.MediaType,
        ["mimetype_inner"] = null,
        ["size"] = resource.Content.Content.Size,
        ["hash"] = resource.Content.Sha256,
        ["url"] = address.Download(resource),
        ["url_type"] = null,
        ["resource_type"] = "file",
        ["created"] = Time(resource.Created),
        ["last_modified"] = Time(resource.Modified),
        ["metadata_modified"] = Time(resource.File.Dataset.Modified),
        ["cache_url"] = null,
        ["cache_last_updated"] = null,
        ["state"] = "active",
        ["datastore_active"] = resource.Format == "csv",
    };

    /// <summary>An organization as organization_show gives it.</summary>
    public JsonObject Organization(Organization organization, CatalogueSnapshot catalogue) =>
        Owner(organization.Uuid, organization.Id, organization.TitleJa, organization.DescriptionJa, "organization", catalogue.Datasets.Count(dataset => dataset.Organization == organization), organization.Created, [
            ("title_en", organization.TitleEn), ("municipality_code", organization.Code), ("contact", organization.ContactName), ("contact_url", organization.ContactUrl)]);

    /// <summary>A group as group_show gives it.</summary>
    public JsonObject Group(DatasetGroup group, CatalogueSnapshot catalogue) =>
        Owner(group.Uuid, group.Id, group.TitleJa, group.DescriptionJa, "group", catalogue.Datasets.Count(dataset => dataset.Groups.Contains(group)), group.Created, [("title_en", group.TitleEn)]);

    /// <summary>A tag.</summary>
    public static JsonObject Tag(string name) => new()
    {
        ["id"] = StableUuid.Of("tag", name),
        ["name"] = name,
        ["display_name"] = name,
        ["state"] = "active",
        ["vocabulary_id"] = null,
    };

    /// <summary>A licence as license_list gives it.</summary>
    public JsonObject Licence(Licence licence) => new()
    {
        ["id"] = licence.Id,
        ["title"] = licence.TitleEn,
        ["title_ja"] = licence.TitleJa,
        ["url"] = licence.Url ?? licence.CanonicalUrl ?? (licence.Id == Sapporo.OpenData.Catalogue.Licence.NotSpecified ? "" : address.Iri(licence)),
        ["status"] = "active",
        ["family"] = "",
        ["is_generic"] = licence.Url is null && licence.CanonicalUrl is null,
        ["maintainer"] = "",
        ["domain_content"] = licence.IsOpen,
        ["domain_data"] = licence.IsOpen,
        ["domain_software"] = false,
        ["od_conformance"] = licence.IsOpen ? "approved" : "not reviewed",
        ["osd_conformance"] = "not reviewed",
        ["is_okd_compliant"] = licence.IsOpen,
        ["is_osi_compliant"] = false,
    };

    /// <summary>Facts that CKAN has no key for. Keys are unique and none is a key of the package itself; empty ones are left out.</summary>
    public static IEnumerable<(string Key, string? Value)> Extras(CatalogueDataset dataset, CatalogueAddress address) =>
    [
        ("title_en", dataset.Row.TitleEn),
        ("notes_en", dataset.Row.NotesEn),
        ("frequency", dataset.Row.Frequency),
        ("language", string.Join(", ", dataset.Row.Languages)),
        ("temporal_start", dataset.Row.TemporalStart?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("temporal_end", dataset.Row.TemporalEnd?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("spatial-text", dataset.Area.NameJa),
        ("spatial-uri", address.Area(dataset.Area.Id)),
        ("municipality_code", dataset.Organization.Code),
        ("category", dataset.Row.Category),
        ("themes", string.Join(", ", dataset.Row.Themes)),
        ("sources", string.Join("；", dataset.Sources.Select(source => source.TitleJa))),
        ("source_urls", string.Join(" ", dataset.Sources.Select(address.Iri))),
        ("licence_note", dataset.Licence.Id == Sapporo.OpenData.Catalogue.Licence.NotSpecified ? "出典の文書のライセンスは示されていません。利用するときは出典を示してください。" : null),
    ];

    private static JsonObject OrganizationOf(Organization organization) => new()
    {
        ["id"] = organization.Uuid,
        ["name"] = organization.Id,
        ["title"] = organization.TitleJa,
        ["type"] = "organization",
        ["description"] = organization.DescriptionJa,
        ["image_url"] = "",
        ["created"] = Time(organization.Created),
        ["is_organization"] = true,
        ["approval_status"] = "approved",
        ["state"] = "active",
    };

    private static JsonObject GroupOf(DatasetGroup group) => new()
    {
        ["id"] = group.Uuid,
        ["name"] = group.Id,
        ["title"] = group.TitleJa,
        ["display_name"] = group.TitleJa,
        ["description"] = group.DescriptionJa,
        ["image_display_url"] = "",
    };

    private static JsonObject Owner(string uuid, string name, string title, string description, string type, int packages, DateTime created, IEnumerable<(string Key, string? Value)> extras) => new()
    {
        ["id"] = uuid,
        ["name"] = name,
        ["title"] = title,
        ["display_name"] = title,
        ["description"] = description,
        ["image_url"] = "",
        ["image_display_url"] = "",
        ["created"] = Time(created),
        ["is_organization"] = type == "organization",
        ["type"] = type,
        ["approval_status"] = "approved",
        ["state"] = "active",
        ["package_count"] = packages,
        ["num_followers"] = 0,
        ["extras"] = new JsonArray([.. extras.Where(extra => extra.Value is { Length: > 0 }).Select(extra => new JsonObject { ["key"] = extra.Key, ["value"] = extra.Value })]),
        ["tags"] = new JsonArray(),
        ["groups"] = new JsonArray(),
        ["users"] = new JsonArray(),
    };
}
