using FsCheck;
using FsCheck.Fluent;
using Sapporo.OpenData.Api.Catalogue.Search;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Laws of the query language, over queries and texts made at random.</summary>
public partial class SearchQueryTests
{
    [Fact]
    public void Any_text_is_read_or_refused_but_never_fails() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(Noise.ToArbitrary(), text =>
    {
        foreach (var parse in new Func<string, SearchQuery>[] { q => SearchQuery.Parse(q, Clock), fq => SearchQuery.ParseFilter(fq, Clock) })
        {
            try
            {
                Found(parse(text));
            }
            catch (SearchSyntaxException refused)
            {
                Assert.InRange(refused.Position, 0, text.Length);
            }
        }

        try
        {
            SearchOrder.Parse(text);
        }
        catch (SearchSyntaxException)
        {
            // Refused, as nearly all of them must be.
        }
    }));

    [Fact]
    public void A_query_and_its_negation_partition_the_documents() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Queries.ToArbitrary(), query =>
        new[] { $"NOT ({query})", $"-({query})", $"*:* AND !({query})" }.All(negation =>
            Documents.Values.All(document => Matches(query, document) != Matches(negation, document))).Label(query)));

    [Fact]
    public void Or_is_the_union_and_a_blank_the_intersection() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Gen.Two(Queries).ToArbitrary(), pair =>
    {
        var (a, b) = pair;
        return Documents.Values.All(document =>
            Matches($"({a}) OR ({b})", document) == (Matches(a, document) || Matches(b, document))
            && Matches($"({a}) ({b})", document) == (Matches(a, document) && Matches(b, document))
            && Matches($"({a}) AND ({b})", document) == Matches($"({a}) ({b})", document)).Label($"{a} | {b}");
    }));

    [Fact]
    public void Chains_without_parentheses_bind_as_with_them() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Gen.ArrayOf(Queries, 4).ToArbitrary(), q =>
    {
        var (a, b, c, d) = ($"({q[0]})", $"({q[1]})", $"({q[2]})", $"({q[3]})");
        return Documents.Values.All(document =>
            Matches($"{a} {b} OR {c} AND {d}", document) == Matches($"{a} AND ({b} OR ({c} AND {d}))", document)
            && Matches($"{a} AND {b} OR {c} {d}", document) == Matches($"((({a} AND {b}) OR {c})) AND {d}", document)).Label(string.Join(" | ", q));
    }));

    private static Gen<string> Atoms => Gen.Elements(
        "organization:sapporo-area", "res_format:csv", "tags:人口", "tags:*", "name:*i*", "title:人口", "札幌", "\\+b", "\"連携 事業\"", "*:*",
        "metadata_modified:[2024-08-01 TO NOW]", "version:{1.10 TO *}", "organization:(011002 OR 012033)", "no_such:x", "notes:a\\+b");

    private static Gen<string> Queries => Gen.Sized(size => QueriesOf(Math.Min(size / 8, 4)));

    private static Gen<string> Noise => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.ArrayOf(Gen.Elements("name:", "tags:", "metadata_modified:", "*", "?", ":", "(", ")", "[", "]", "{", "}", " TO ", "\"", "\\", "+", "-", "!", " ", "\u3000", "AND", " OR ", "NOT ", "&&", "||",
            "NOW", "/DAY", "+1MONTH", "2024-01-01", "T00:00:00", "Z", "0001-01-01T00:00+09:00", "9999-12-31T23:59-09:00", "99999999999", "YEARS", "^4", "~2", "{!", "人口", "\ud842", "\udfb7", "\uffff", "\0", ",", " asc", "score"))
            .Select(parts => string.Concat(parts)));

    private static Gen<string> QueriesOf(int depth) => depth == 0 ? Atoms : Gen.OneOf(
        Atoms,
        from a in QueriesOf(depth - 1) from b in QueriesOf(depth - 1) from joint in Gen.Elements(" ", " AND ", " OR ", " NOT ", " && -", " || ") select $"({a}){joint}({b})",
        from a in Atoms from b in Atoms from c in Atoms from first in Gen.Elements(" ", " AND ", " OR ") from second in Gen.Elements(" ", " AND ", " OR ") select a + first + b + second + c,
        from a in QueriesOf(depth - 1) from sign in Gen.Elements("-", "+", "!", "NOT ") select $"{sign}({a})");
}
