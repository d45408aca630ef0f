using Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>All actions that are offered.</summary>
public static class CkanActions
{
    /// <summary>Actions by name.</summary>
    public static IReadOnlyDictionary<string, CkanAction> All { get; } = ((IEnumerable<CkanAction>)
        [.. SiteActions.All, .. PackageActions.All, .. PackageSearch.All, .. OwnerActions.All, .. TagActions.All, .. DatastoreActions.All])
        .ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Whether CKAN has an action of this name that writes; here nobody may.</summary>
    public static bool Writes(string name) => Writing.Contains(name);

    private static readonly HashSet<string> Writing = new(
        from thing in new[] { "package", "resource", "resource_view", "organization", "group", "user", "vocabulary", "tag", "member", "term_translation", "package_relationship", "package_collaborator", "api_token", "datastore", "dataset", "related", "activity", "task_status", "config_option", "harvest_source", "organization_member", "group_member" }
        from verb in new[] { "create", "update", "patch", "delete", "purge", "upsert", "revise", "revoke", "invite", "reorder" }
        select $"{thing}_{verb}", StringComparer.Ordinal)
    {
        "package_resource_reorder", "package_owner_org_update", "package_create_default_resource_views", "resource_create_default_resource_views", "bulk_update_private", "bulk_update_public",
        "bulk_update_delete", "follow_dataset", "follow_group", "follow_user", "unfollow_dataset", "unfollow_group", "unfollow_user", "send_email_notifications", "job_clear", "job_cancel", "xloader_submit", "datapusher_submit",
    };
}
