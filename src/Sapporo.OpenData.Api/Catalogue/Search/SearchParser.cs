namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>
/// Makes conditions of a query's pieces. AND binds tighter than OR, and OR tighter than a blank, which is AND too:
/// harvesters append "organization:a OR organization:b" to other conditions without parentheses.
/// </summary>
/// <param name="tokens">The pieces; their parentheses are paired and not too deep, so that the recursion is bounded.</param>
/// <param name="now">What NOW is, in UTC.</param>
internal sealed class SearchParser(IReadOnlyList<SearchToken> tokens, DateTime now)
{
    private int index;

    private SearchToken Current => tokens[index];

    /// <summary>The condition of the whole query.</summary>
    /// <exception cref="SearchSyntaxException">An operator has nothing to join, or a field has no value.</exception>
    public Clause Parse() => IsWords ? ParseWords() : ParseAll(null);

    /// <summary>The condition of a filter, where words are all looked for.</summary>
    /// <exception cref="SearchSyntaxException">An operator has nothing to join, or a field has no value.</exception>
    public Clause ParseFilter() => ParseAll(null);

    private bool IsWords => tokens.All(token => token.Kind is TokenKind.Value or TokenKind.Plus or TokenKind.Minus or TokenKind.End);

    private static Clause OfTerm(SearchTerm term) => term.IsAnything || term.IsBlank ? new EverythingClause() : new TermClause(term);

    private WordsClause ParseWords()
    {
        var required = new List<Clause>();
        var optional = new List<Clause>();
        var excluded = new List<Clause>();
        var sign = TokenKind.Value;
        foreach (var token in tokens)
        {
            if (token.Value is SearchTerm term)
            {
                var list = sign switch { TokenKind.Plus => required, TokenKind.Minus => excluded, _ => optional };
                list.Add(OfTerm(term));
                sign = TokenKind.Value;
            }
            else if (token.Kind != TokenKind.End && !token.StandsAlone)
            {
                // Of several signs an exclusion wins.
                sign = sign == TokenKind.Minus ? sign : token.Kind;
            }
        }

        return required.Count + optional.Count + excluded.Count > 0
            ? new WordsClause(required, [.. optional.Where(clause => clause is TermClause)], excluded)
            : throw new SearchSyntaxException("A sign stands before nothing.", tokens[^1].Position);
    }

    private Clause ParseAll(string? field)
    {
        var clauses = new List<Clause>();
        do
        {
            clauses.Add(ParseJoined(field, TokenKind.Or));
        }
        while (Current.Kind is not (TokenKind.End or TokenKind.Close));

        return clauses.Count == 1 ? clauses[0] : new AllClause(clauses);
    }

    private Clause ParseJoined(string? field, TokenKind joint)
    {
        var clauses = new List<Clause> { ParseOperand(field, joint) };
        while (Current.Kind == joint)
        {
            index++;
            clauses.Add(ParseOperand(field, joint));
        }

        return clauses.Count == 1 ? clauses[0] : joint == TokenKind.Or ? new AnyClause(clauses) : new AllClause(clauses);
    }

    private Clause ParseOperand(string? field, TokenKind joint) =>
        joint == TokenKind.Or ? ParseJoined(field, TokenKind.And) : ParseSigned(field);

    private Clause ParseSigned(string? field)
    {
        var isNegative = false;
        while (Current.Kind is TokenKind.Not or TokenKind.Minus or TokenKind.Plus)
        {
            isNegative ^= Current.Kind != TokenKind.Plus;
            index++;
        }

        var clause = ParseOne(field);
        return isNegative ? new NotClause(clause) : clause;
    }

    private Clause ParseOne(string? field)
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Open:
                index++;
                var inner = ParseAll(field);
                index++;
                return inner;
            case TokenKind.Everything:
                index++;
                return new EverythingClause();
            case TokenKind.Value:
                index++;
                return field is null && token.Value is SearchTerm term ? OfTerm(term) : FieldClause.Create(field!, token.Value!, now, token.Position);
            case TokenKind.Field:
                index++;
                return Current.Kind is TokenKind.Value or TokenKind.Open
                    ? ParseOne(token.Field)
                    : throw new SearchSyntaxException($"The field '{token.Field}' has no value.", token.Position);
            default:
                throw new SearchSyntaxException("A term is missing here: an operator or parenthesis has nothing to work on.", token.Position);
        }
    }
}
