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
}
