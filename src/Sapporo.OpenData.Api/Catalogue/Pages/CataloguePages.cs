using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>The catalogue for people.</summary>
public static class CataloguePages
{
    /// <summary>Adds what the pages need.</summary>
    public static IServiceCollection AddCataloguePages(this IServiceCollection services) => services.AddPages().AddSingleton<CataloguePageAnswer>().AddSingleton<FigurePageAnswer>().AddSingleton<DatasetHistory>().AddSingleton<DatasetPageAnswer>().AddErrorPages();

    /// <summary>Maps the pages, the one of a dataset apart, and their style sheet.</summary>
    public static void MapCataloguePages(this WebApplication app)
    {
        app.MapSiteStyle();
        app.MapGet("/", HomeAsync).ExcludeFromDescription();
        app.MapGet("/dataset", async (HttpContext context, CataloguePageAnswer answer) => Redirect(context, await answer.ReadAsync(context), address => address.Home)).ExcludeFromDescription();
        app.MapGet("/dataset/{dataset}/resource/{resource}", ResourceAsync).ExcludeFromDescription();
        app.MapGet("/organization", (HttpContext context, CataloguePageAnswer answer) => OwnersAsync(context, answer, isGroups: false)).ExcludeFromDescription();
        app.MapGet("/group", (HttpContext context, CataloguePageAnswer answer) => OwnersAsync(context, answer, isGroups: true)).ExcludeFromDescription();
        app.MapGet("/organization/{id}", OrganizationAsync).ExcludeFromDescription();
        app.MapGet("/group/{id}", GroupAsync).ExcludeFromDescription();
    }

    private static async Task HomeAsync(HttpContext context, CataloguePageAnswer answer, ReleaseReader reader)
    {
        var request = await answer.ReadAsync(context);
        var filter = CatalogueFilter.Read(context.Request.Query);
        await answer.WriteAsync<HomePage>(context, request, "/", filter.Query, async () =>
        {
            var found = filter.Find(request.Catalogue);
            return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Catalogue"] = request.Catalogue,
                ["Filter"] = filter,
                ["Found"] = found,
                ["Facets"] = Facet.Of(request.Catalogue, found.Datasets),
                ["Figures"] = filter.IsActive || filter.Number > 1 ? null : await ReadFiguresAsync(),
            };
        });

        async Task<HomeFigures> ReadFiguresAsync()
        {
            await using var snapshot = await reader.OpenAsync(request.Catalogue.Release.Number, isWhole: false, context.RequestAborted);
            return await HomeFigures.ReadAsync(snapshot, context.RequestAborted);
        }
    }

    private static async Task OwnersAsync(HttpContext context, CataloguePageAnswer answer, bool isGroups)
    {
        var request = await answer.ReadAsync(context);
        await answer.WriteAsync<OwnerListPage>(context, request, isGroups ? "/group" : "/organization",
            ("IsGroups", isGroups), ("Owners", isGroups ? request.Catalogue.Groups.Select(group => DatasetOwner.Of(group, request.Catalogue)).ToList() : request.Catalogue.Organizations.Select(owner => DatasetOwner.Of(owner, request.Catalogue)).ToList()));
    }

    private static async Task OrganizationAsync(HttpContext context, CataloguePageAnswer answer, string id)
    {
        var request = await answer.ReadAsync(context);
        var owner = request.Catalogue.Organizations.FirstOrDefault(organization => organization.Id == id || organization.Uuid == id) ?? throw new ProblemException(ProblemCode.NotFound, $"organization/{id}");
        await answer.WriteAsync<OwnerPage>(context, request, CataloguePageAnswer.Paths.Page(owner), ("Owner", DatasetOwner.Of(owner, request.Catalogue)));
    }

    private static async Task GroupAsync(HttpContext context, CataloguePageAnswer answer, string id)
    {
        var request = await answer.ReadAsync(context);
        var group = request.Catalogue.Groups.FirstOrDefault(group => group.Id == id || group.Uuid == id) ?? throw new ProblemException(ProblemCode.NotFound, $"group/{id}");
        await answer.WriteAsync<OwnerPage>(context, request, CataloguePageAnswer.Paths.Page(group), ("Owner", DatasetOwner.Of(group, request.Catalogue)));
    }

    // A resource has no page of its own: it is a place on its dataset's.
    private static async Task ResourceAsync(HttpContext context, CataloguePageAnswer answer, string dataset, string resource)
    {
        var request = await answer.ReadAsync(context);
        var found = request.Catalogue.FindResource(resource);
        if (found is null || (found.File.Dataset.Row.Uuid != dataset && found.File.Dataset.Row.Name != dataset))
        {
            throw new ProblemException(ProblemCode.NotFound, $"{dataset}/resource/{resource}");
        }

        Redirect(context, request, address => address.Page(found.File.Dataset), $"#{found.File.Row.Name}-{found.Format}");
    }

    private static void Redirect(HttpContext context, DocumentRequest request, Func<CatalogueAddress, string> target, string fragment = "")
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Location = target(request.Address) + context.Request.QueryString + fragment;
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.ContentLength = 0;
    }
}
