using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Tests.Charts;

/// <summary>Draws charts as the pages do.</summary>
internal static class ChartPage
{
    /// <summary>A chart as a browser reads it.</summary>
    public static async Task<IElement> DrawAsync<TChart>(params (string Name, object? Value)[] parameters)
        where TChart : IComponent
    {
        await using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        var renderer = new PageRenderer(services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance);
        var bytes = await renderer.RenderAsync<TChart>(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
        return (await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(bytes))).QuerySelector("svg.chart")!;
    }

    /// <summary>A number or percentage in an attribute.</summary>
    public static double Number(this IElement element, string attribute) =>
        double.Parse(element.GetAttribute(attribute)!.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
}
