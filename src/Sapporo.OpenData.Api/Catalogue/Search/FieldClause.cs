namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A condition on one field's values, any of which may satisfy it. A field that a document lacks satisfies nothing.</summary>
internal sealed class FieldClause : Clause
{
    private readonly string field;
    private readonly bool normalized;
    private readonly Func<string, bool> test;

    private FieldClause(string field, Func<string, bool> test, bool normalized = false) =>
        (this.field, this.test, this.normalized) = (field, test, normalized);

    /// <summary>A condition on a field.</summary>
    /// <param name="field">CKAN's name of the field.</param>
    /// <param name="value">What its value must be.</param>
    /// <param name="now">What NOW is, in UTC.</param>
    /// <param name="position">Where the value stands in the query, for errors.</param>
    /// <exception cref="SearchSyntaxException">A date field is compared with something that is no date.</exception>
    public static FieldClause Create(string field, SearchValue value, DateTime now, int position)
    {
        var kind = SearchFields.KindOf(field);
        if (value is SearchRange range)
        {
            return new FieldClause(field, RangeTest.Create(range, kind == FieldKind.Date, now, position));
        }

        var term = (SearchTerm)value;
        if (term.IsAnything)
        {
            return new FieldClause(field, text => text.Length > 0);
        }

        return kind switch
        {
            FieldKind.Text => new FieldClause(field, term.Inside(), normalized: true),
            FieldKind.Date when !term.HasWildcards =>
                new FieldClause(field, RangeTest.Create(new SearchRange(term.Literal, term.Literal, true, true), true, now, position)),
            _ => new FieldClause(field, term.Whole(kind == FieldKind.CaseBlind)),
        };
    }

    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => normalized ? document.AnyNormalized(field, test) : document.Any(field, test);

    /// <summary>The field's weight, where the document satisfies the condition.</summary>
    public override double Score(SearchDocument document) => Matches(document) ? SearchFields.WeightOf(field) : 0;
}
