using Sapporo.OpenData.Api.Catalogue.Pages;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Projects.Pages;

/// <summary>/projects: the joint projects for people.</summary>
public static class ProjectPages
{
    /// <summary>Maps the pages.</summary>
    public static void MapProjectPages(this WebApplication app)
    {
        app.MapGet("/projects", ListAsync).ExcludeFromDescription();
        app.MapGet("/projects/{id}", OneAsync).ExcludeFromDescription();
    }

    private static Task ListAsync(HttpContext context, FigurePageAnswer answer)
    {
        var filter = new PageFilter(context.Request.Query, ProjectList.FilterNames);
        return answer.WriteAsync<ProjectListPage>(context, "/projects", filter.Query, async (_, snapshot) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["View"] = await ProjectList.ReadAsync(snapshot, filter, context.RequestAborted),
            ["Filter"] = filter,
        });
    }

    private static Task OneAsync(HttpContext context, FigurePageAnswer answer, string id) =>
        answer.WriteAsync<ProjectPage>(context, $"/projects/{Uri.EscapeDataString(id)}", [], async (_, snapshot) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["View"] = await ProjectView.ReadAsync(snapshot, id, context.RequestAborted),
        });
}
