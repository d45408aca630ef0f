using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>Addresses of what the catalogue holds. IRIs of things rest on UUIDs, so that they survive a change of name; pages and files rest on names.</summary>
/// <param name="Base">Public address, without a slash at the end.</param>
public sealed record CatalogueAddress(string Base)
{
    /// <summary>Home page.</summary>
    public string Home => Base + "/";

    /// <summary>IRI of the catalogue.</summary>
    public string Catalogue => Base + "/catalog";

    /// <summary>IRI of the API as a data service.</summary>
    public string Service => Base + "/v1";

    /// <summary>IRI of a dataset; leads to its page.</summary>
    public string Iri(CatalogueDataset dataset) => $"{Base}/dataset/{dataset.Row.Uuid}";

    /// <summary>IRI of a distribution; leads to its page.</summary>
    public string Iri(DataResource resource) => $"{Iri(resource.File.Dataset)}/resource/{resource.Uuid}";

    /// <summary>IRI of a licence.</summary>
    public string Iri(Licence licence) => licence.CanonicalUrl ?? $"{Base}/v1/licences/{licence.Id}";

    /// <summary>IRI of a source document.</summary>
    public string Iri(Source source) => $"{Base}/v1/sources/{source.Id}";

    /// <summary>IRI of an area.</summary>
    public string Area(string id) => $"{Base}/v1/areas/{id}";

    /// <summary>Page of a dataset.</summary>
    public string Page(CatalogueDataset dataset) => $"{Base}/dataset/{dataset.Row.Name}";

    /// <summary>Page, and IRI, of an organization.</summary>
    public string Page(Organization organization) => $"{Base}/organization/{organization.Id}";

    /// <summary>Page, and IRI, of a group.</summary>
    public string Page(DatasetGroup group) => $"{Base}/group/{group.Id}";

    /// <summary>Where a data file is downloaded.</summary>
    public string Download(DataResource resource) => $"{Page(resource.File.Dataset)}/{resource.FileName}";

    /// <summary>CSVW metadata of a data file.</summary>
    public string TableMetadata(CatalogueFile file) => $"{Download(file.Csv)}-metadata.json";

    /// <summary>Data Package of a dataset.</summary>
    public string DataPackage(CatalogueDataset dataset) => $"{Page(dataset)}/datapackage.json";

    /// <summary>Data file as a release holds it; the newest one for null.</summary>
    public string Download(DataResource resource, int? release) => Download(resource) + Pin(release);

    /// <summary>CSVW metadata of a data file as a release holds it; the newest one for null.</summary>
    public string TableMetadata(CatalogueFile file, int? release) => TableMetadata(file) + Pin(release);

    /// <summary>The catalogue as data.json.</summary>
    public string DataJson => Base + "/data.json";

    /// <summary>Page that lists the organizations.</summary>
    public string Organizations => Base + "/organization";

    /// <summary>Page that lists the groups.</summary>
    public string Groups => Base + "/group";

    /// <summary>Page with the rules by which evaluations are rated.</summary>
    public string Rules => Base + "/rules";

    /// <summary>Sitemap of the pages.</summary>
    public string Sitemap => Base + "/sitemap.xml";

    /// <summary>Atom feed of a name, such as dataset.</summary>
    public string Feed(string name) => $"{Base}/feeds/{name}.atom";

    /// <summary>IRI of a withdrawn dataset, which is the one that it had.</summary>
    public string Iri(Tombstone gone) => $"{Base}/dataset/{gone.Uuid}";

    private static string Pin(int? release) => release is { } number ? $"?release={number}" : "";

    /// <summary>Description of the API (OpenAPI).</summary>
    public string ServiceDescription => Base + "/openapi/v1.json";
}
