using Sapporo.OpenData.Api.Catalogue.Search;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The query language over four documents A–D; what each query finds is worked out by hand.</summary>
public partial class SearchQueryTests
{
    private static readonly FixedClock Clock = new();

    private static readonly Dictionary<char, SearchDocument> Documents = new()
    {
        ['A'] = Document("name=status-2019", "id=1", "title=連携事業の進捗　２０１９年度", "title_en=Progress of joint projects", "tags=連携事業|評価", "groups=projects",
            "organization=sapporo-area", "res_format=CSV|JSON", "metadata_created=2024-01-01T00:00:00.000000", "metadata_modified=2024-07-01T03:04:05.000006",
            "text=目標値と実績値 http://example.jp/a?b=c", "license_id=cc-by", "state=active", "version=1.2", "views_recent=9"),
        ['B'] = Document("name=demographics", "id=2", "title=人口と世帯", "tags=人口|将来 推計", "groups=statistics", "organization=sapporo-area", "res_format=CSV",
            "metadata_created=2024-01-02T00:00:00.000000", "metadata_modified=2024-08-01T00:00:00.000000", "text=ｶﾞｲﾄﾞ ＣＳＶ\r\n評価", "state=active", "version=1.10", "views_recent=10"),
        ['C'] = Document("name=municipality-011002", "id=3", "title=札幌市 人口", "tags=人口", "groups=statistics|municipalities", "organization=011002", "res_format=GeoJSON",
            "metadata_created=2024-01-02T00:00:00.000000", "metadata_modified=2024-09-15T12:00:00.000000", "text=目標値", "state=active", "extras_frequency=年１回", "notes=12市町村の 人口"),
        ['D'] = Document("name=kpi", "id=4", "title=KPI: 基本目標", "organization=012033", "res_format=PDF", "metadata_created=2023-04-01T00:00:00.000000",
            "metadata_modified=2023-12-31T23:59:59.999999", "text=連携 事業 札幌", "state=active", "notes=(案) a+b"),
    };

    [Theory]
    [InlineData("organization:sapporo-area", "AB")]
    [InlineData("organization:sapporo", "")]
    [InlineData("organization:Sapporo-Area", "")]
    [InlineData("organization: sapporo-area", "AB")]
    [InlineData("res_format:csv", "AB")]
    [InlineData("res_format:\"geojson\"", "C")]
    [InlineData("tags:\"将来 推計\"", "B")]
    [InlineData("tags:将来\\ 推計", "B")]
    [InlineData("tags:将来", "")]
    [InlineData("title:２０19年度", "A")]
    [InlineData("title:\"進捗 2019\"", "A")]
    [InlineData("title:kpi\\:", "D")]
    [InlineData("title_en:JOINT", "A")]
    [InlineData("text:ガイド", "B")]
    [InlineData("text:\"csv 評価\"", "B")]
    [InlineData("notes:\\(案\\)", "D")]
    [InlineData("notes:\"(案)\"", "D")]
    [InlineData("extras_frequency:年1回", "C")]
    [InlineData("no_such_field:x", "")]
    [InlineData("-no_such_field:x", "ABCD")]
    [InlineData("tags:*", "ABC")]
    [InlineData("-tags:*", "D")]
    [InlineData("tags:[* TO *]", "ABC")]
    [InlineData("NOT tags:[* TO *]", "D")]
    [InlineData("extras_*:年1回", "")]
    [InlineData("name:*-*", "AC")]
    [InlineData("name:status*", "A")]
    [InlineData("name:status\\*", "")]
    [InlineData("name:\"status*\"", "")]
    [InlineData("name:k?i", "D")]
    [InlineData("name:k?", "")]
    [InlineData("res_format:cs?", "AB")]
    [InlineData("res_format:*json", "AC")]
    [InlineData("title:人*帯", "B")]
    [InlineData("name:kpi^4", "D")]
    [InlineData("name:kpi~", "D")]
    [InlineData("name:kpi~0.8^2.5", "D")]
    [InlineData("name:kpi\\^4", "")]
    [InlineData("name:\"kpi\"~3^2 OR (tags:評価)^2 OR version:[1.2 TO 1.2]^3", "AD")]
    [InlineData("*:*", "ABCD")]
    [InlineData("*:* -tags:人口", "AD")]
    [InlineData("-*:*", "")]
    [InlineData("*:*^2 AND state:active", "ABCD")]
    public void Fields_are_compared_as_CKAN_does(string query, string found) => AssertFinds(query, found);

    [Theory]
    [InlineData("organization:011002 OR organization:012033", "CD")]
    [InlineData("(organization:011002+OR+organization:012033)", "")]
    [InlineData("organization:(011002 OR 012033)", "CD")]
    [InlineData("organization:(011002 || sapporo-area) -res_format:JSON", "BC")]
    [InlineData("tags:(人口 \"将来 推計\")", "B")]
    [InlineData("tags:(人口 -\"将来 推計\")", "C")]
    [InlineData("organization:sapporo-area AND -tags:人口", "A")]
    [InlineData("organization:sapporo-area && !tags:人口", "A")]
    [InlineData("organization:sapporo-area NOT tags:人口", "A")]
    [InlineData("+organization:sapporo-area +tags:人口", "B")]
    [InlineData("-organization:sapporo-area -organization:012033", "C")]
    [InlineData("NOT organization:sapporo-area", "CD")]
    [InlineData("NOT NOT organization:sapporo-area", "AB")]
    [InlineData("--organization:sapporo-area", "AB")]
    [InlineData("- organization:sapporo-area", "CD")]
    [InlineData("name:kpi OR tags:人口 AND res_format:CSV", "BD")]
    [InlineData("tags:人口 AND res_format:CSV OR name:kpi", "BD")]
    [InlineData("name:kpi OR tags:人口 res_format:CSV", "B")]
    [InlineData("res_format:CSV name:kpi OR tags:人口", "B")]
    [InlineData("(name:kpi OR tags:人口) AND res_format:CSV", "B")]
    [InlineData("metadata_modified:[2024-08-01T00:00:00Z TO *] organization:sapporo-area OR organization:012033", "B")]
    [InlineData("name:kpi OR -res_format:CSV", "CD")]
    [InlineData("version:AND OR name:OR OR name:kpi", "D")]
    [InlineData("state:active 札幌", "CD")]
    [InlineData("state:active 札幌 OR 評価", "ABCD")]
    [InlineData("(state:active)(name:kpi)", "D")]
    public void Blanks_join_looser_than_or_and_and_tighter(string query, string found) => AssertFinds(query, found);

    [Theory]
    [InlineData("[2024-07-01T03:04:05.000006Z TO *]", "ABC")]
    [InlineData("[2024-07-01T03:04:05.000006 TO *]", "ABC")]
    [InlineData("[2024-07-01T03:04:05.0000061Z TO *]", "BC")]
    [InlineData("{2024-07-01T03:04:05.000006Z TO *]", "BC")]
    [InlineData("[2024-07-01T03:04:05Z TO 2024-07-01T03:04:06Z]", "A")]
    [InlineData("[2024-07-01T03\\:04\\:05Z TO \"2024-07-01T03:04:06Z\"]", "A")]
    [InlineData("[2024-07-01T12:04:05+09:00 TO 2024-07-01T12:05+09:00]", "A")]
    [InlineData("[* TO 2024-08-01]", "ABD")]
    [InlineData("[* TO 2024-08-01}", "AD")]
    [InlineData("{* TO *}", "ABCD")]
    [InlineData("[NOW-1DAY TO NOW]", "C")]
    [InlineData("[NOW/DAY-1DAY TO NOW/DAY}", "C")]
    [InlineData("[NOW/DAY TO *]", "")]
    [InlineData("[NOW-22HOURS-31MINUTES TO *]", "C")]
    [InlineData("[NOW-22HOURS-29MINUTES TO *]", "")]
    [InlineData("[NOW/YEAR TO NOW/MONTH]", "AB")]
    [InlineData("[2024-01-31T00:00:00Z-1MONTH TO 2024-01-31+6MONTHS]", "AD")]
    [InlineData("[2023-12-31T23:59:59.999999Z/SECOND TO 2023-12-31T23:59:59Z+1SECOND]", "D")]
    [InlineData("[2024-09-01 TO 2024-08-01]", "")]
    [InlineData("([* TO 2024-01-01] OR [2024-09-01 TO *])", "CD")]
    [InlineData("2024-08-01T00:00:00Z", "B")]
    [InlineData("2024-08-01", "B")]
    [InlineData("2024-0*", "ABC")]
    public void Dates_are_instants(string value, string found) => AssertFinds("metadata_modified:" + value, found);

    [Theory]
    [InlineData("version:[1.1 TO 1.2]", "AB")]
    [InlineData("version:[1.10 TO 1.2}", "B")]
    [InlineData("version:{1.10 TO *]", "A")]
    [InlineData("name:[k TO n]", "CD")]
    [InlineData("name:[2024-01-01 TO *]", "")]
    public void Other_ranges_are_ordinal(string query, string found) => AssertFinds(query, found);

    [Theory]
    [InlineData(null, "ABCD", 0)]
    [InlineData(" ", "ABCD", 0)]
    [InlineData("''", "ABCD", 0)]
    [InlineData("\"\"", "ABCD", 0)]
    [InlineData("*", "ABCD", 0)]
    [InlineData(" *:* ", "ABCD", 0)]
    [InlineData("人口", "BC", 4)]
    [InlineData("評価", "AB", 2)]
    [InlineData("目標値", "AC", 1)]
    [InlineData("STATUS", "A", 4)]
    [InlineData("statistics", "BC", 2)]
    [InlineData("札幌　人口", "C", 8)]
    [InlineData("人口 世帯", "B", 8)]
    [InlineData("人口 世帯 推計", "B", 10)]
    [InlineData("人口 札幌 推計", "BC", 6)]
    [InlineData("人口 世帯 札幌 推計 評価", "B", 11)]
    [InlineData("人口 世帯 推計 評価 ガイド 無", "B", 12)]
    [InlineData("人口 世帯 推計 評価 無 空", "B", 11)]
    [InlineData("人口 -世帯", "C", 4)]
    [InlineData("+札幌 人口", "C", 8)]
    [InlineData("-人口", "AD", 0)]
    [InlineData("人口 - 世帯", "B", 8)]
    [InlineData("\"連携 事業\"", "D", 1)]
    [InlineData("連携事業", "A", 4)]
    [InlineData("ｶﾞｲﾄﾞ", "B", 1)]
    [InlineData("http://example.jp/a?b=c", "A", 1)]
    [InlineData("\"kpi: 基本\"", "D", 4)]
    [InlineData("ＫＰＩ：", "D", 4)]
    [InlineData("12:30", "", 0)]
    [InlineData("進捗* 2019~2024", "", 0)]
    [InlineData("municip*011", "C", 4)]
    [InlineData("* 札幌市", "C", 4)]
    [InlineData("[札幌", "", 0)]
    [InlineData("人口?", "", 0)]
    [InlineData("世帯 OR 進捗", "AB", 4)]
    [InlineData("(連携 OR [案)", "AD", 4)]
    [InlineData("(世帯 OR 進捗) NOT 人口", "A", 4)]
    [InlineData("tags:人口 札幌", "C", 6)]
    public void Words_are_found_inside_the_weighted_fields(string? q, string found, double score)
    {
        var query = SearchQuery.Parse(q, Clock);
        Assert.Equal(found, Found(query));
        Assert.Equal(score, found.Length == 0 ? 0 : query.Score(Documents[found[0]]));
        Assert.All(Documents.Keys.Except(found), letter => Assert.Equal(0, query.Score(Documents[letter])));
    }

    [Theory]
    [InlineData("(a", 0)]
    [InlineData("name:a)", 6)]
    [InlineData("a (b", 2)]
    [InlineData("()", 1)]
    [InlineData("\"a", 0)]
    [InlineData("name:\"a\\\"", 5)]
    [InlineData("a AND", 5)]
    [InlineData("AND a", 0)]
    [InlineData("a OR AND b", 5)]
    [InlineData("a ||", 4)]
    [InlineData("NOT", 3)]
    [InlineData("-", 1)]
    [InlineData("name:a -", 8)]
    [InlineData("name:", 0)]
    [InlineData("a name: OR b", 2)]
    [InlineData("name:[a TO", 8)]
    [InlineData("name:[a TO b", 5)]
    [InlineData("name:[a b]", 8)]
    [InlineData("name:[a]", 7)]
    [InlineData("name:[ TO b]", 10)]
    [InlineData("name:{a TO }", 11)]
    [InlineData("metadata_modified:[yesterday TO *]", 18)]
    [InlineData("metadata_modified:[2024-13-01 TO *]", 18)]
    [InlineData("metadata_modified:[NOW-1WEEK TO *]", 18)]
    [InlineData("metadata_created:[* TO NOW+99999YEARS]", 17)]
    [InlineData("metadata_created:today", 17)]
    [InlineData(" {!func}name", 1)]
    [InlineData("name:a\\", 6)]
    public void Broken_queries_are_refused_with_the_place(string query, int position)
    {
        Assert.Equal(position, Assert.Throws<SearchSyntaxException>(() => SearchQuery.Parse(query, Clock)).Position);
        Assert.Equal(position, Assert.Throws<SearchSyntaxException>(() => SearchQuery.ParseFilter(query, Clock)).Position);
    }

    [Fact]
    public void Parentheses_nest_a_hundred_deep_and_no_deeper()
    {
        static string Nested(int depth) => new string('(', depth) + "NOT name:kpi" + new string(')', depth);
        Assert.Equal("ABC", Found(SearchQuery.ParseFilter(Nested(100))));
        Assert.Equal(100, Assert.Throws<SearchSyntaxException>(() => SearchQuery.ParseFilter(Nested(101))).Position);
    }

    [Fact]
    public void Wildcards_take_no_exponential_time()
    {
        var document = Document("name=" + new string('a', 5000));
        var query = SearchQuery.Parse("name:" + string.Concat(Enumerable.Repeat("a*", 500)) + "b");
        var start = Environment.TickCount64;
        Assert.False(query.Matches(document));
        Assert.InRange(Environment.TickCount64 - start, 0, 5000);
        Assert.True(SearchQuery.Parse("name:a?b").Matches(Document("name=a𠮷b")));
    }

    [Theory]
    [InlineData(null, "score desc, metadata_modified desc", "DCBA")]
    [InlineData(" ", "score desc, metadata_modified desc", "DCBA")]
    [InlineData("rank", "score desc, metadata_modified desc", "DCBA")]
    [InlineData("id asc", "id asc", "ABCD")]
    [InlineData("name", "name asc", "BDCA")]
    [InlineData("name DESC", "name desc", "ACDB")]
    [InlineData("title_string asc", "title_string asc", "DBCA")]
    [InlineData("metadata_created desc , metadata_modified asc", "metadata_created desc, metadata_modified asc", "BCAD")]
    [InlineData("metadata_created desc", "metadata_created desc", "BCAD")]
    [InlineData("score asc", "score asc", "BACD")]
    [InlineData("views_recent desc", "views_recent desc", "BADC")]
    [InlineData("views_recent asc", "views_recent asc", "ABDC")]
    public void Orders_are_total(string? sort, string text, string order)
    {
        var scores = new Dictionary<char, double> { ['A'] = 1, ['B'] = 1, ['C'] = 2, ['D'] = 3 };
        var parsed = SearchOrder.Parse(sort);
        Assert.Equal(text, parsed.ToString());
        Assert.Equal(order, string.Concat(Documents.Keys.OrderBy(letter => (Documents[letter], scores[letter]), parsed)));
    }

    [Theory]
    [InlineData("notes asc", 0)]
    [InlineData("name asc, relevance desc", 9)]
    [InlineData("name up", 0)]
    [InlineData("name asc desc", 0)]
    [InlineData("name asc,", 9)]
    [InlineData("Name asc", 0)]
    public void Other_orders_are_refused_with_what_is_allowed(string sort, int position)
    {
        var refused = Assert.Throws<SearchSyntaxException>(() => SearchOrder.Parse(sort));
        Assert.Equal(position, refused.Position);
        Assert.Contains("metadata_modified", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("res_format", -1, 1, "CSV 2, GeoJSON 1, JSON 1, PDF 1")]
    [InlineData("res_format", 2, 1, "CSV 2, GeoJSON 1")]
    [InlineData("res_format", 0, 1, "")]
    [InlineData("tags", -1, 2, "人口 2")]
    [InlineData("tags", 50, 0, "人口 2, 将来 推計 1, 評価 1, 連携事業 1")]
    [InlineData("no_such_field", -1, 1, "")]
    public void Facets_count_documents_by_value(string field, int limit, int mincount, string expected)
    {
        var counts = SearchFacets.Count(Documents.Values, [field, "state", field], limit, mincount);
        Assert.Equal([field, "state"], counts.Keys);
        Assert.Equal(expected, string.Join(", ", counts[field].Select(count => $"{count.Value} {count.Count}")));
    }

    private static bool Matches(string query, SearchDocument document) => SearchQuery.ParseFilter(query, Clock).Matches(document);

    private static void AssertFinds(string query, string found)
    {
        Assert.Equal(found, Found(SearchQuery.Parse(query, Clock)));
        Assert.Equal(found, Found(SearchQuery.ParseFilter(query, Clock)));
    }

    private static string Found(SearchQuery query) => string.Concat(Documents.Keys.Where(letter => query.Matches(Documents[letter])));

    private static SearchDocument Document(params string[] fields) => new(fields.ToDictionary(
        field => field[..field.IndexOf('=', StringComparison.Ordinal)],
        IReadOnlyList<string> (field) => field[(field.IndexOf('=', StringComparison.Ordinal) + 1)..].Split('|')));

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 9, 16, 10, 30, 0, TimeSpan.Zero);
    }
}
