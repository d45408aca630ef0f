using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sapporo.OpenData.Api;
using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Catalogue.Dcat;
using Sapporo.OpenData.Tests.Infrastructure;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>
/// A catalogue in its second release, in which one dataset has a licence, one a new name, one an address of its office, and
/// one is withdrawn; and a second server over it whose pages hold four datasets.
/// </summary>
public sealed partial class DcatSite : TestApi
{
    private WebApplication small = null!;

    /// <summary>UUID of the dataset that was withdrawn.</summary>
    public const string Withdrawn = "f7609f52-7e18-4a9c-bc1a-4406e726c4e9";

    /// <summary>A client of the server with small pages.</summary>
    public HttpClient Small { get; private set; } = null!;

    /// <summary>Services of that server.</summary>
    public IServiceProvider Services => small.Services;

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using (var input = new InputDirectory())
        {
            input.Edit("datasets.csv", text => LicenceOfMunicipalities().Replace(text, "${line}cc-by"));
            input.Replace("datasets.csv", ",projections,3,", ",projections-2040,3,");
            input.Remove("datasets.csv", "municipality-014281,");
            input.Remove("data_files.csv", "municipality-014281.");
            input.Replace("organizations.csv", ",012033,札幌市まちづくり政策局政策企画部,,", ",012033,札幌市まちづくり政策局政策企画部,office@example.jp,https://example.jp/office");
            await input.PublishAsync(this);
        }

        small = OpenDataHost.Create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:OpenData", ConnectionString), new("Logging:LogLevel:Default", "None")]);
            builder.Services.AddSingleton(services => new DcatAnswer(services.GetRequiredService<CatalogueAnswer>(), services.GetRequiredService<DatasetLookup>(), pageSize: 4));
        });
        await small.StartAsync();
        Small = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(small.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
        await WaitUntilReadyAsync(Small);
        while (!(await Client.GetStringAsync("/v1/releases")).Contains("\"number\":2", StringComparison.Ordinal))
        {
            await Task.Delay(20);
        }
    }

    /// <inheritdoc />
    public override async Task DisposeAsync()
    {
        Small.Dispose();
        await small.DisposeAsync();
        await base.DisposeAsync();
    }

    [GeneratedRegex("^(?<line>municipalities,.*,)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LicenceOfMunicipalities();
}
