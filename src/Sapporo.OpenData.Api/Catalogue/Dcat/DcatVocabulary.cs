using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>
/// Namespaces and code lists of DCAT-AP. Each code is typed and labelled where it is used: validators and harvesters look
/// nothing up.
/// </summary>
internal static class DcatVocabulary
{
    private const string Authority = "http://publications.europa.eu/resource/authority/";
    private const string Adms = "http://purl.org/adms/";

    private static readonly Dictionary<string, (string Ja, string En)> Themes = new(StringComparer.Ordinal)
    {
        ["AGRI"] = ("農林水産業・食料", "Agriculture, fisheries, forestry and food"),
        ["ECON"] = ("経済・財政", "Economy and finance"),
        ["EDUC"] = ("教育・文化・スポーツ", "Education, culture and sport"),
        ["ENER"] = ("エネルギー", "Energy"),
        ["ENVI"] = ("環境", "Environment"),
        ["GOVE"] = ("行政・公共部門", "Government and public sector"),
        ["HEAL"] = ("健康", "Health"),
        ["INTR"] = ("国際", "International issues"),
        ["JUST"] = ("司法・治安", "Justice, legal system and public safety"),
        ["REGI"] = ("地域・都市", "Regions and cities"),
        ["SOCI"] = ("人口・社会", "Population and society"),
        ["TECH"] = ("科学・技術", "Science and technology"),
        ["TRAN"] = ("交通・運輸", "Transport"),
    };

    /// <summary>An empty graph with the prefixes of DCAT-AP.</summary>
    public static RdfGraph NewGraph() => new RdfGraph()
        .Prefix("rdfs", "http://www.w3.org/2000/01/rdf-schema#").Prefix("owl", "http://www.w3.org/2002/07/owl#").Prefix("skos", "http://www.w3.org/2004/02/skos/core#")
        .Prefix("dct", "http://purl.org/dc/terms/").Prefix("dcat", "http://www.w3.org/ns/dcat#").Prefix("dcatap", "http://data.europa.eu/r5r/")
        .Prefix("foaf", "http://xmlns.com/foaf/0.1/").Prefix("vcard", "http://www.w3.org/2006/vcard/ns#").Prefix("prov", "http://www.w3.org/ns/prov#")
        .Prefix("spdx", "http://spdx.org/rdf/terms#").Prefix("hydra", "http://www.w3.org/ns/hydra/core#");

    /// <summary>The list of themes.</summary>
    public static RdfSubject ThemeList(RdfGraph graph) => Scheme(graph, Authority + "data-theme", "EUのデータの分野", "EU data themes");

    /// <summary>A theme.</summary>
    public static RdfSubject Theme(RdfGraph graph, string code) => Concept(graph, $"{Authority}data-theme/{code}", Themes.GetValueOrDefault(code, (code, code)), ThemeList(graph));

    /// <summary>How often a dataset is updated: annual, irregular or never; null for any other word.</summary>
    public static RdfSubject? Frequency(RdfGraph graph, string frequency)
    {
        (string Code, string Ja, string En)? known = frequency switch
        {
            "annual" => ("ANNUAL", "年1回", "annual"),
            "irregular" => ("IRREG", "不定期", "irregular"),
            "never" => ("NEVER", "更新しない", "never"),
            _ => null,
        };
        return known is var (code, ja, en)
            ? Concept(graph, $"{Authority}frequency/{code}", (ja, en), Scheme(graph, Authority + "frequency", "EUの更新頻度", "EU frequencies"), "dct:Frequency").Text("rdfs:label", ja, en)
            : null;
    }

    /// <summary>A language, ja or en; null for any other.</summary>
    public static RdfSubject? Language(RdfGraph graph, string language) => language switch
    {
        "ja" => Language(graph, "JPN", ("日本語", "Japanese")),
        "en" => Language(graph, "ENG", ("英語", "English")),
        _ => null,
    };

    /// <summary>That anyone may have it.</summary>
    public static RdfSubject PublicAccess(RdfGraph graph) =>
        Concept(graph, Authority + "access-right/PUBLIC", ("公開", "public"), Scheme(graph, Authority + "access-right", "EUのアクセス権", "EU access rights"), "dct:RightsStatement");

    /// <summary>That it is meant to stay.</summary>
    public static RdfSubject StableAvailability(RdfGraph graph) =>
        Concept(graph, Authority + "planned-availability/STABLE", ("安定的に提供", "stable"), Scheme(graph, Authority + "planned-availability", "EUの提供予定", "EU planned availabilities"));

    /// <summary>A media type. CKAN knows formats by the label, but its older versions only where dct:IMT is the first type; otherwise it would show the IRI.</summary>
    public static RdfSubject MediaType(RdfGraph graph, string mediaType) =>
        graph.Subject("https://www.iana.org/assignments/media-types/" + mediaType, "dct:IMT", "dct:MediaType", "dct:MediaTypeOrExtent").Literal("rdfs:label", mediaType);

    /// <summary>Kind of an organization: a municipality, whose id is its code, or several together.</summary>
    public static RdfSubject AgentType(RdfGraph graph, bool isRegional)
    {
        var (code, ja, en) = isRegional ? ("RegionalAuthority", "広域の公共団体", "Regional authority") : ("LocalAuthority", "地方公共団体", "Local authority");
        return Concept(graph, $"{Adms}publishertype/{code}", (ja, en), Scheme(graph, Adms + "publishertype/1.0", "公開者の種類", "Publisher types"));
    }

    /// <summary>Kind of a licence.</summary>
    public static RdfSubject LicenceType(RdfGraph graph, Licence licence)
    {
        var (code, ja, en) = licence.Id switch
        {
            "cc-by" or "odc-by" or "other-at" => ("Attribution", "表示", "Attribution"),
            "cc-by-sa" or "odc-odbl" => ("ViralEffect-ShareAlike", "継承", "Viral effect (share-alike)"),
            "cc-zero" or "odc-pddl" or "other-pd" => ("PublicDomain", "パブリックドメイン", "Work in the public domain"),
            _ => ("UnknownIPR", "権利は不明", "Unknown IPR"),
        };
        return Concept(graph, $"{Adms}licencetype/{code}", (ja, en), Scheme(graph, Adms + "licencetype/1.0", "ライセンスの種類", "Licence types"));
    }

    private static RdfSubject Language(RdfGraph graph, string code, (string Ja, string En) label) =>
        Concept(graph, $"{Authority}language/{code}", label, Scheme(graph, Authority + "language", "EUの言語", "EU languages"), "dct:LinguisticSystem");

    private static RdfSubject Concept(RdfGraph graph, string iri, (string Ja, string En) label, RdfSubject scheme, params IEnumerable<string> types) =>
        graph.Subject(iri, [.. types, "skos:Concept"]).Text("skos:prefLabel", label.Ja, label.En).Link("skos:inScheme", scheme);

    private static RdfSubject Scheme(RdfGraph graph, string iri, string ja, string en) => graph.Subject(iri, "skos:ConceptScheme").Text("dct:title", ja, en);
}
