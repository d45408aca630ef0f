namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A condition on documents.</summary>
internal abstract class Clause
{
    /// <summary>Whether a document satisfies it.</summary>
    public abstract bool Matches(SearchDocument document);

    /// <summary>How well a document satisfies it: the sum over the terms that it holds; a condition that only excludes counts 0.</summary>
    public virtual double Score(SearchDocument document) => 0;
}

/// <summary>Every document (*:*).</summary>
internal sealed class EverythingClause : Clause
{
    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => true;
}

/// <summary>The documents that do not satisfy a condition.</summary>
internal sealed class NotClause(Clause clause) : Clause
{
    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => !clause.Matches(document);
}

/// <summary>All of some conditions.</summary>
internal sealed class AllClause(IReadOnlyList<Clause> clauses) : Clause
{
    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => clauses.All(clause => clause.Matches(document));

    /// <inheritdoc />
    public override double Score(SearchDocument document) => clauses.Sum(clause => clause.Score(document));
}

/// <summary>At least one of some conditions.</summary>
internal sealed class AnyClause(IReadOnlyList<Clause> clauses) : Clause
{
    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => clauses.Any(clause => clause.Matches(document));

    /// <inheritdoc />
    public override double Score(SearchDocument document) => clauses.Sum(clause => clause.Matches(document) ? clause.Score(document) : 0);
}

/// <summary>A word or phrase without a field, found inside any of the weighted fields.</summary>
internal sealed class TermClause(SearchTerm term) : Clause
{
    private readonly Func<string, bool> inside = term.Inside();

    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => Score(document) > 0;

    /// <summary>The weight of the heaviest field that holds the term; 0 where none does.</summary>
    public override double Score(SearchDocument document)
    {
        foreach (var (field, weight) in SearchFields.Weights)
        {
            if (document.AnyNormalized(field, inside))
            {
                return weight;
            }
        }

        return 0;
    }
}

/// <summary>Words alone, as dismax reads them: some must be there, some must not, and of the rest most.</summary>
/// <param name="required">Words with +.</param>
/// <param name="optional">Words without a sign.</param>
/// <param name="excluded">Words with -.</param>
internal sealed class WordsClause(IReadOnlyList<Clause> required, IReadOnlyList<Clause> optional, IReadOnlyList<Clause> excluded) : Clause
{
    // CKAN's mm, "2<-1 5<80%": up to 2 words all, up to 5 all but one, of more 80 % rounded down.
    private readonly int minimum = optional.Count switch
    {
        <= 2 => optional.Count,
        <= 5 => optional.Count - 1,
        _ => optional.Count * 4 / 5,
    };

    /// <inheritdoc />
    public override bool Matches(SearchDocument document) => required.All(clause => clause.Matches(document))
        && !excluded.Any(clause => clause.Matches(document))
        && optional.Count(clause => clause.Matches(document)) >= minimum;

    /// <inheritdoc />
    public override double Score(SearchDocument document) => required.Concat(optional).Sum(clause => clause.Score(document));
}
