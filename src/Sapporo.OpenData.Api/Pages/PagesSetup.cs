using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Sapporo.OpenData.Api.Pages;

/// <summary>What all pages need.</summary>
public static class PagesSetup
{
    /// <summary>Adds rendering. Japanese stays as it is written: as numeric references it would be three times as long.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).AddSingleton<PageRenderer>().AddSingleton<PageAnswer>();
}
