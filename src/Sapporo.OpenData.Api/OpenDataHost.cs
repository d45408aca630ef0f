using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Demographics.Pages;
using Sapporo.OpenData.Api.Embeds;
using Sapporo.OpenData.Api.Evaluations.Pages;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.OpenApi;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Ready;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Resources.Plain;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Http.Versioning;
using Sapporo.OpenData.Api.Indicators.Pages;
using Sapporo.OpenData.Api.Municipalities.Pages;
using Sapporo.OpenData.Api.Projects.Pages;
using Sapporo.OpenData.Api.Publishing.Pages;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api;

/// <summary>Builds the web application; the program and the tests start it the same way.</summary>
public static class OpenDataHost
{
    /// <summary>An application that is ready to start.</summary>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        ValueReader.EnsureNormalisation();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        }

        var services = builder.Services;
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        AddServer(builder);
        AddForwarding(services);
        AddCompression(services);
        services.AddSingleton<CurrentReleaseHolder>().AddSingleton<ReleaseReader>().AddSingleton<CostlyPages>().AddSingleton<PlainReader>().AddSingleton<ReadyAnswers>().AddSingleton<ResourceEndpoint>().AddSingleton<JsonDocumentAnswer>().AddHostedService<ReleaseMonitor>();
        services.AddSingleton<IEnumerable<Resource>>(PublishedResources.All);
        services.AddOperations().AddCatalogue().AddEmbeds();
        services.AddMvcCore().ConfigureApiBehaviorOptions(api => (api.SuppressModelStateInvalidFilter, api.SuppressMapClientErrors) = (true, true)).AddApiExplorer().AddApplicationPart(typeof(OpenDataHost).Assembly); // no more of it: nothing here asks who is asking
        services.AddVersions().AddOpenApiDocument();

        var app = builder.Build();
        app.UseForwardedHeaders().UseMiddleware<RequestLog>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(static response =>
            {
                ResponseHeaders.Complete((HttpResponse)response);
                return Task.CompletedTask;
            }, context.Response);
            return next(context);
        });
        app.UseMiddleware<HeadMiddleware>().UseMiddleware<PreflightMiddleware>().UseMiddleware<ProblemMiddleware>().UseMiddleware<RateLimitMiddleware>().UseMiddleware<ReadyAnswerMiddleware>().UseMiddleware<RequestLimitsMiddleware>().UseMiddleware<UnheardReleaseMiddleware>().UseResponseCompression();
        app.UseOpenApiDocument();
        app.UseRouting().UseMiddleware<CanonicalPathMiddleware>();
        app.MapHealth();
        app.MapRulesPage();
        app.MapMunicipalityPages();
        app.MapComparePage();
        app.MapReleasePages();
        app.MapCatalogue();
        app.MapEvaluationPages();
        app.MapIndicatorPages();
        app.MapProjectPages();
        app.MapEmbeds();
        app.MapControllers();
        return app;
    }

    // A request is taken up on the pool's thread that received it: another queue in between costs as much as a ready answer.
    // Of a body that is too large, the server takes what its own limit allows, so that the client hears why it is refused.
    private static void AddServer(WebApplicationBuilder builder) => builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true).ConfigureKestrel((context, kestrel) =>
    {
        var limits = context.Configuration.GetSection(ApiOptions.Section).Get<ApiOptions>() ?? new ApiOptions();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = limits.MaxUrlLength * 3; // longer than the URL limit, which answers with a problem
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(1_048_576, kestrel.Limits.MaxRequestLineSize);
    });

    private static void AddForwarding(IServiceCollection services) => services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ApiOptions>>((forwarding, options) =>
    {
        var proxies = TrustedProxy.Read(options.Value.TrustedProxies).ToList();
        forwarding.KnownProxies.Clear();
        forwarding.KnownIPNetworks.Clear();
        forwarding.ForwardLimit = null; // back over all that are trusted, to the first that is not
        forwarding.ForwardedHeaders = proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        foreach (var proxy in proxies)
        {
            forwarding.KnownIPNetworks.Add(proxy);
        }
    });

    private static void AddCompression(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // nothing here is secret
            options.MimeTypes =
            [
                "application/json", "text/csv", "application/x-ndjson", "text/html", "text/css", "text/javascript", "application/javascript", "text/tab-separated-values", "text/xml", "application/xml",
                "application/atom+xml", "application/csvm+json", "text/turtle", "text/n3", "application/rdf+xml", "application/ld+json",
            ];
        });
        services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, SelectiveCompression>());
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
