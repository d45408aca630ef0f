using System.Buffers;
using System.Globalization;
using Sapporo.OpenData.Api.Catalogue.Ckan;
using Sapporo.OpenData.Api.Catalogue.Search;
using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>Answers with the catalogue, or a dataset of it, as RDF.</summary>
/// <param name="answer">Reads what every document needs.</param>
/// <param name="lookup">Finds datasets.</param>
/// <param name="pageSize">Datasets on a page of the catalogue.</param>
public sealed class DcatAnswer(CatalogueAnswer answer, DatasetLookup lookup, int pageSize = DcatAnswer.DefaultPageSize)
{
    /// <summary>Datasets on a page, unless a test makes it smaller.</summary>
    public const int DefaultPageSize = 100;

    // Profiles of CKAN's DCAT extension. Its harvesters ask for one of them and get what is good for all.
    private static readonly string[] Profiles = ["euro_dcat_ap", "euro_dcat_ap_2", "euro_dcat_ap_3", "euro_dcat_ap_scheming"];

    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>Answers with a page of the catalogue. A page past the end is a catalogue without datasets.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="extension">Extension of the format.</param>
    public async Task WriteCatalogueAsync(HttpContext context, string extension)
    {
        var format = RdfFormat.ByExtension(extension)!;
        var request = await answer.ReadAsync(context, ["page", "modified_since", "q", "fq", "profiles", "release"]);
        CheckProfiles(request.Parameters);
        var number = request.Parameters.Integer("page", 1, int.MaxValue) ?? 1;
        var since = ReadMoment(request.Parameters, "modified_since");
        var found = Find(request);
        request.Parameters.ThrowIfWrong();

        var page = new DcatPage(found.Where(dataset => since is null || dataset.Modified >= since), number, pageSize, PageUrl);
        context.Response.Headers.Link = string.Join(", ", page.Links.Select(link => $"<{link.Url}>; rel=\"{(link.Relation == "previous" ? "prev" : link.Relation)}\"")
            .Concat(Alternates($"{request.Address.Catalogue}.{{0}}{context.Request.QueryString}", format)));
        await SendAsync(context, request, format, () => DcatGraph.OfCatalogue(request.Catalogue, request.Address, page));

        // The pages of one harvest are of one release: else a dataset that moves between them would be missed, and deleted at the other end.
        string PageUrl(int other) => $"{request.Address.Catalogue}.{extension}" + QueryString.Create(context.Request.Query
            .Where(parameter => parameter.Key is not ("page" or "release")).OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value)))
            .Append(KeyValuePair.Create("page", (string?)other.ToString(CultureInfo.InvariantCulture)))
            .Append(KeyValuePair.Create("release", (string?)request.Catalogue.Release.Number.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>Answers with a dataset; leads to its present name where it was renamed.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="idOrName">UUID or name of the dataset.</param>
    /// <param name="format">Format.</param>
    public async Task WriteDatasetAsync(HttpContext context, string idOrName, RdfFormat format)
    {
        var request = await answer.ReadAsync(context, ["profiles", "release"]);
        CheckProfiles(request.Parameters);
        request.Parameters.ThrowIfWrong();
        if (await lookup.FindAsync(context, request, idOrName) is not { } dataset)
        {
            return;
        }

        context.Response.Headers.Link = string.Join(", ", Alternates($"{request.Address.Page(dataset)}.{{0}}{context.Request.QueryString}", format)
            .Append($"<{request.Address.Page(dataset)}>; rel=\"alternate\"; type=\"text/html\""));
        await SendAsync(context, request, format, () => DcatGraph.OfDataset(request.Catalogue, request.Address, dataset));
    }

    private static async Task SendAsync(HttpContext context, DocumentRequest request, RdfFormat format, Func<RdfGraph> make)
    {
        var representation = new Representation(context, new DataFormat(format.Name, format.MediaType, format.ContentType), request.Pinned);
        if (!representation.IsNotModified(request.Newest, byDate: true))
        {
            var body = new ArrayBufferWriter<byte>(65_536);
            format.Write(make(), body);
            await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }

    private static IEnumerable<string> Alternates(string template, RdfFormat format) => RdfFormat.All.Where(other => other != format)
        .Select(other => $"<{template.Replace("{0}", other.Extensions[0], StringComparison.Ordinal)}>; rel=\"alternate\"; type=\"{other.MediaType}\"");

    private static void CheckProfiles(ParameterReader parameters)
    {
        var asked = parameters["profiles"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (asked.Except(Profiles, StringComparer.Ordinal).Any())
        {
            var names = string.Join(", ", Profiles);
            parameters.Refuse("profiles", names, names);
        }
    }

    // A plus sign that was not encoded arrives as a blank.
    private static DateTime? ReadMoment(ParameterReader parameters, string name)
    {
        if (parameters[name] is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment.UtcDateTime;
        }

        parameters.Refuse(name, "2026-04-01 や 2026-04-01T09:00:00Z の形（時差のないものはUTC）", "a date or time such as 2026-04-01 or 2026-04-01T09:00:00Z, in UTC unless it states an offset");
        return null;
    }

    private static IReadOnlyList<CatalogueDataset> Find(DocumentRequest request)
    {
        var parameters = request.Parameters;
        var at = "q";
        try
        {
            PackageSearch.Find(request.Catalogue, parameters["q"], []);
            at = "fq";
            return PackageSearch.Find(request.Catalogue, parameters["q"], [parameters["fq"] ?? ""]);
        }
        catch (SearchSyntaxException wrong)
        {
            parameters.Refuse(at, $"package_search と同じ検索式（{wrong.Message}）", $"a query as of package_search ({wrong.Message})");
            return [];
        }
    }
}
