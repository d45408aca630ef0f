using Sapporo.OpenData.Api.Catalogue.Ckan;
using Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;
using Sapporo.OpenData.Api.Catalogue.Dcat;
using Sapporo.OpenData.Api.Catalogue.Documents;
using Sapporo.OpenData.Api.Catalogue.Files;
using Sapporo.OpenData.Api.Catalogue.Pages;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>The catalogue: datasets and data files, and the interfaces by which other catalogues harvest them.</summary>
public static class CatalogueEndpoints
{
    /// <summary>Adds what the catalogue needs.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddSingleton<CatalogueStore>().AddSingleton<CatalogueAnswer>().AddSingleton<DatasetLookup>().AddSingleton<StoredContentReader>().AddSingleton<DataFileAnswer>()
        .AddActions().AddCataloguePages().AddDcat().AddDocuments();

    /// <summary>Maps its addresses.</summary>
    public static void MapCatalogue(this WebApplication app)
    {
        app.MapActions();
        app.MapDump();
        app.MapDataFiles();
        app.MapCataloguePages();
        app.MapDataset();
        app.MapDocuments();
        app.MapReleaseArchive();
        app.MapDcat();
    }
}
