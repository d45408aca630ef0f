using Sapporo.OpenData.Api.Catalogue.Ckan;
using Sapporo.OpenData.Api.Catalogue.Search;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>Addresses of Atom feeds, as CKAN has them.</summary>
internal static class FeedEndpoints
{
    private const int LastPage = 1_000_000;

    private static readonly DataFormat Atom = new("atom", "application/atom+xml", "application/atom+xml; charset=utf-8");

    /// <summary>Maps the feeds of all datasets, of an organization, of a group and of a search.</summary>
    public static void MapFeeds(this WebApplication app)
    {
        app.MapGet("/feeds/dataset.atom", (HttpContext context, CatalogueAnswer answer) => WriteAsync(context, answer, [], OfAll)).ExcludeFromDescription();
        app.MapGet("/feeds/organization/{id}.atom", (HttpContext context, string id, CatalogueAnswer answer) => WriteAsync(context, answer, [], request => OfOrganization(request, id))).ExcludeFromDescription();
        app.MapGet("/feeds/group/{id}.atom", (HttpContext context, string id, CatalogueAnswer answer) => WriteAsync(context, answer, [], request => OfGroup(request, id))).ExcludeFromDescription();
        app.MapGet("/feeds/custom.atom", (HttpContext context, CatalogueAnswer answer) => WriteAsync(context, answer, ["q", "fq"], OfSearch)).ExcludeFromDescription();
    }

    private static Task WriteAsync(HttpContext context, CatalogueAnswer answer, IEnumerable<string> parameters, Func<DocumentRequest, FeedScope> choose) =>
        answer.WriteAsync(context, Atom, [.. parameters, "page"], request =>
        {
            var page = request.Parameters.Integer("page", 1, LastPage) ?? 1;
            request.Parameters.ThrowIfWrong();
            return new AtomFeed(request, choose(request)).Build(page);
        });

    private static FeedScope OfAll(DocumentRequest request) =>
        Scope(request, null, "dataset", [], request.Address.Home, request.Catalogue.Datasets, request.Catalogue.Withdrawn);

    private static FeedScope OfOrganization(DocumentRequest request, string id)
    {
        var organization = request.Catalogue.Organizations.FirstOrDefault(organization => organization.Id == id || organization.Uuid == id) ?? throw new ProblemException(ProblemCode.NotFound, id);
        return Scope(
            request, request.English ? organization.TitleEn : organization.TitleJa, $"organization/{organization.Id}", [], request.Address.Page(organization),
            [.. request.Catalogue.Datasets.Where(dataset => dataset.Organization == organization)], [.. request.Catalogue.Withdrawn.Where(gone => gone.Organization == organization.Id)]);
    }

    private static FeedScope OfGroup(DocumentRequest request, string id)
    {
        var group = request.Catalogue.Groups.FirstOrDefault(group => group.Id == id || group.Uuid == id) ?? throw new ProblemException(ProblemCode.NotFound, id);
        return Scope(
            request, request.English ? group.TitleEn : group.TitleJa, $"group/{group.Id}", [], request.Address.Page(group),
            [.. request.Catalogue.Datasets.Where(dataset => dataset.Groups.Contains(group))], []);
    }

    private static FeedScope OfSearch(DocumentRequest request)
    {
        var (q, fq) = (request.Parameters["q"], request.Parameters["fq"]);
        Check(request, "q", () => SearchQuery.Parse(q));
        Check(request, "fq", () => SearchQuery.ParseFilter(fq));
        request.Parameters.ThrowIfWrong();
        var found = PackageSearch.Find(request.Catalogue, q, [fq ?? ""]);
        var parameters = new[] { KeyValuePair.Create("q", q), KeyValuePair.Create("fq", fq) }.Where(parameter => !string.IsNullOrEmpty(parameter.Value)).ToList();
        var words = string.Join(' ', parameters.Select(parameter => parameter.Value));
        var home = request.Address.Home + (string.IsNullOrEmpty(q) ? "" : QueryString.Create("q", q));
        return Scope(request, words.Length > 0 ? words : null, "custom", parameters, home, [.. found.OrderBy(dataset => dataset.Row.Ordinal)], []);
    }

    private static void Check(DocumentRequest request, string parameter, Action parse)
    {
        try
        {
            parse();
        }
        catch (SearchSyntaxException wrong)
        {
            request.Parameters.Refuse(parameter, $"検索式（{wrong.Position + 1}文字目が読めません）", $"a search query ({wrong.Message})");
        }
    }

    private static FeedScope Scope(
        DocumentRequest request, string? part, string name, IReadOnlyList<KeyValuePair<string, string?>> parameters, string alternate, IReadOnlyList<CatalogueDataset> datasets, IReadOnlyList<Tombstone> withdrawn)
    {
        var description = request.Catalogue.Description;
        var title = request.English ? description.TitleEn : description.TitleJa;
        return new FeedScope(
            part is null ? title : $"{part} - {title}",
            request.English ? "Datasets that were published, changed or withdrawn, the latest first." : "公表・更新・取下げのあったデータセット。新しいものから並べる。",
            request.Address.Feed(name), parameters, alternate, datasets, withdrawn);
    }
}
