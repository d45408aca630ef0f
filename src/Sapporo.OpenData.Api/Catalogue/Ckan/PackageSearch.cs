using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Api.Catalogue.Search;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>package_search: queries, filters, order, paging and facets over the datasets in memory.</summary>
internal static class PackageSearch
{
    private const int MaxRows = 1000;
    private const int MaxQuery = 8000;

    private static readonly string[] Known =
    [
        "q", "fq", "fq_list", "sort", "rows", "start", "facet", "facet.field", "facet.limit", "facet.mincount", "include_private", "include_drafts", "include_deleted", "use_default_schema",
        "fl", "qf", "wt", "bf", "boost", "tie", "defType", "mm", "df", "extras",
    ];

    // Documents are made once for each catalogue.
    private static readonly ConditionalWeakTable<CatalogueSnapshot, IReadOnlyList<(CatalogueDataset Dataset, SearchDocument Document)>> Documents = [];

    public static IEnumerable<CkanAction> All { get; } =
    [
        CkanAction.Of(
            "package_search",
            $"Searches datasets. q (words, Japanese ones also within words, or field:value), fq, fq_list, sort, rows (10, at most {MaxRows}), start, facet.field, facet.limit, facet.mincount.",
            SearchDatasets),
    ];

    /// <summary>Datasets that match, best first.</summary>
    /// <exception cref="SearchSyntaxException">The query is not understood.</exception>
    public static IReadOnlyList<CatalogueDataset> Find(CatalogueSnapshot catalogue, string? q, IEnumerable<string> filters, SearchOrder? order = null) =>
        [.. Match(catalogue, q, filters, order ?? SearchOrder.Default).Select(match => match.Dataset)];

    private static List<(CatalogueDataset Dataset, SearchDocument Document)> Match(CatalogueSnapshot catalogue, string? q, IEnumerable<string> filters, SearchOrder order)
    {
        var query = SearchQuery.Parse(q);
        var restrictions = filters.Where(filter => !string.IsNullOrWhiteSpace(filter)).Select(filter => SearchQuery.ParseFilter(filter)).ToList();
        return [.. Documents.GetValue(catalogue, Describe)
            .Where(entry => query.Matches(entry.Document) && restrictions.TrueForAll(restriction => restriction.Matches(entry.Document)))
            .OrderBy(entry => (entry.Document, query.Score(entry.Document)), order)];
    }

    private static JsonObject SearchDatasets(ActionCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Names.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal) && !name.StartsWith("ext_", StringComparison.Ordinal)) is { } unknown)
        {
            throw ActionException.SearchParameter($"Invalid search parameters: [\"{unknown}\"]; allowed are {string.Join(", ", Known)} and ext_*");
        }

        var q = parameters.Text("q");
        var filters = Texts(parameters, "fq").Concat(Texts(parameters, "fq_list")).ToList();
        var rows = Math.Min(parameters.Count("rows") ?? 10, MaxRows);
        var start = parameters.Count("start") ?? 0;
        if (filters.Append(q).Any(text => text?.Length > MaxQuery))
        {
            throw ActionException.Search($"A query may have {MaxQuery} characters at most");
        }

        var order = Order(parameters.Text("sort"));
        List<(CatalogueDataset Dataset, SearchDocument Document)> found;
        try
        {
            found = Match(call.Catalogue, q, filters, order);
        }
        catch (SearchSyntaxException wrong)
        {
            throw ActionException.Search($"SOLR returned an error running query: {wrong.Message}");
        }

        var facets = Facets(call, [.. found.Select(match => match.Document)]);
        return new JsonObject
        {
            ["count"] = found.Count,
            ["sort"] = order.ToString(),
            ["facets"] = new JsonObject(facets.Select(facet => KeyValuePair.Create(facet.Key, (JsonNode?)new JsonObject(facet.Value.Select(count => KeyValuePair.Create(count.Value, (JsonNode?)count.Count)))))),
            ["results"] = new JsonArray([.. found.Skip(start).Take(rows).Select(match => call.Dicts.Package(match.Dataset))]),
            ["search_facets"] = new JsonObject(facets.Select(facet => KeyValuePair.Create(facet.Key, (JsonNode?)new JsonObject
            {
                ["title"] = facet.Key,
                ["items"] = new JsonArray([.. facet.Value.Select(count => new JsonObject { ["name"] = count.Value, ["display_name"] = DisplayName(call.Catalogue, facet.Key, count.Value), ["count"] = count.Count })]),
            }))),
        };
    }

    // One text, or several that must all match.
    private static IEnumerable<string> Texts(ActionParameters parameters, string name) =>
        parameters.Structure(name) is JsonArray list ? list.Select(item => ActionParameters.AsText(item) ?? "") : parameters.Text(name) is { } one ? [one] : [];

    private static SearchOrder Order(string? sort)
    {
        try
        {
            return SearchOrder.Parse(sort);
        }
        catch (SearchSyntaxException wrong)
        {
            throw ActionException.SearchParameter($"Invalid \"sort\" parameter: {wrong.Message}");
        }
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets(ActionCall call, IReadOnlyList<SearchDocument> found) =>
        call.Parameters.Flag("facet", otherwise: true) && call.Parameters.List("facet.field") is { Count: > 0 } fields
            ? SearchFacets.Count(found, fields, call.Parameters.Integer("facet.limit") ?? 50, call.Parameters.Count("facet.mincount") ?? 1)
            : new Dictionary<string, IReadOnlyList<FacetCount>>(StringComparer.Ordinal);

    private static string DisplayName(CatalogueSnapshot catalogue, string field, string value) => field switch
    {
        "organization" => catalogue.Organizations.FirstOrDefault(organization => organization.Id == value)?.TitleJa ?? value,
        "groups" => catalogue.Groups.FirstOrDefault(group => group.Id == value)?.TitleJa ?? value,
        "license_id" => catalogue.Licences.FirstOrDefault(licence => licence.Id == value)?.TitleEn ?? value,
        _ => value,
    };

    private static List<(CatalogueDataset Dataset, SearchDocument Document)> Describe(CatalogueSnapshot catalogue) =>
        [.. catalogue.Datasets.Select(dataset => (dataset, new SearchDocument(Fields(dataset))))];

    // The fields of CKAN's search schema, as far as a client may know them.
    private static Dictionary<string, IReadOnlyList<string>> Fields(CatalogueDataset dataset)
    {
        var (row, organization) = (dataset.Row, dataset.Organization);
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["id"] = [row.Uuid],
            ["name"] = [row.Name],
            ["title"] = [row.TitleJa],
            ["title_en"] = [row.TitleEn],
            ["title_string"] = [row.TitleJa],
            ["notes"] = [row.NotesJa],
            ["author"] = [row.Author],
            ["maintainer"] = [organization.ContactName],
            ["license_id"] = [dataset.Licence.Id],
            ["license"] = [dataset.Licence.TitleEn],
            ["tags"] = row.Tags,
            ["groups"] = [.. dataset.Groups.Select(group => group.Id)],
            ["organization"] = [organization.Id],
            ["owner_org"] = [organization.Uuid],
            ["res_format"] = [.. dataset.Resources.Select(resource => resource.Format.ToUpperInvariant()).Distinct(StringComparer.Ordinal)],
            ["res_name"] = [.. dataset.Files.Select(file => file.Row.TitleJa)],
            ["res_description"] = [.. dataset.Files.Select(file => file.Row.DescriptionJa)],
            ["res_url"] = [.. dataset.Resources.Select(resource => $"/dataset/{row.Name}/{resource.FileName}")],
            ["url"] = [$"/dataset/{row.Name}"],
            ["type"] = ["dataset"],
            ["dataset_type"] = ["dataset"],
            ["entity_type"] = ["package"],
            ["site_id"] = ["default"],
            ["state"] = ["active"],
            ["private"] = ["false"],
            ["capacity"] = ["public"],
            ["permission_labels"] = ["public"],
            ["metadata_created"] = [PackageDict.Time(dataset.Issued)],
            ["metadata_modified"] = [PackageDict.Time(dataset.Modified)],
            ["version"] = [dataset.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            ["num_resources"] = [dataset.Resources.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            ["text"] =
            [
                row.NotesJa, row.TitleEn, row.NotesEn, row.Author, organization.TitleJa, organization.TitleEn, dataset.Area.NameJa, row.Category, .. dataset.Groups.Select(group => group.TitleJa), .. dataset.Sources.Select(source => source.TitleJa),
                .. dataset.Files.SelectMany(file => (IEnumerable<string>)[file.Row.TitleJa, file.Row.TitleEn, file.Row.DescriptionJa, .. file.Columns.Select(column => column.Header)]),
            ],
        };
        foreach (var (key, value) in PackageDict.Extras(dataset, new CatalogueAddress("")))
        {
            if (value is { Length: > 0 })
            {
                fields["extras_" + key] = [value];
                fields.TryAdd(key, [value]);
            }
        }

        return fields;
    }
}
