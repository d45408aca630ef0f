using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Sapporo.OpenData.Api.Pages;

/// <summary>Renders components to HTML once, on the server; nothing of them lives on in the browser.</summary>
public sealed class PageRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>A page as UTF-8.</summary>
    /// <typeparam name="TPage">Component that is the whole document.</typeparam>
    /// <param name="parameters">Its parameters by name.</param>
    public async Task<byte[]> RenderAsync<TPage>(IDictionary<string, object?> parameters)
        where TPage : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return Encoding.UTF8.GetBytes(html);
    }
}
