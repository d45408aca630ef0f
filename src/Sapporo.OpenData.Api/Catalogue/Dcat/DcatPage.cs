using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>A page of the catalogue's datasets, which stand in the order of their UUIDs.</summary>
/// <param name="found">All datasets that were asked for.</param>
/// <param name="number">Number of the page, from 1; may lie past the end.</param>
/// <param name="size">Datasets on a page.</param>
/// <param name="url">Absolute URL of a page by its number.</param>
public sealed class DcatPage(IEnumerable<CatalogueDataset> found, int number, int size, Func<int, string> url)
{
    private readonly IReadOnlyList<CatalogueDataset> all = [.. found.OrderBy(dataset => dataset.Row.Uuid, StringComparer.Ordinal)];

    /// <summary>Datasets on the page; none past the end.</summary>
    public IReadOnlyList<CatalogueDataset> Datasets => [.. all.Skip((int)Math.Min((number - 1L) * size, all.Count)).Take(size)];

    /// <summary>Pages beside this one, and itself, by relation. The last page has no next: harvesters follow it for ever.</summary>
    public IEnumerable<(string Relation, string Url)> Links
    {
        get
        {
            yield return ("first", url(1));
            if (number > 1)
            {
                yield return ("previous", url(Math.Min(number - 1, Last)));
            }

            if (number < Last)
            {
                yield return ("next", url(number + 1));
            }

            yield return ("last", url(Last));
        }
    }

    private int Last => Math.Max(1, (all.Count + size - 1) / size);

    /// <summary>Says which page this is, in the words of Hydra and in those that Hydra had before: harvesters read either.</summary>
    public void Describe(RdfGraph graph)
    {
        var view = graph.Subject(url(number), "hydra:PagedCollection", "hydra:PartialCollectionView").Integer("hydra:totalItems", all.Count).Integer("hydra:itemsPerPage", size);
        foreach (var (relation, target) in Links)
        {
            view.Iri($"hydra:{relation}", target).Iri($"hydra:{relation}Page", target);
        }
    }
}
