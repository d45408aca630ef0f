namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>Cuts a query into its pieces; sees to it that parentheses, brackets and quotes are paired and nested at most 100 deep.</summary>
internal sealed class SearchScanner
{
    private const int MaximalDepth = 100;

    private readonly string text;
    private readonly List<SearchToken> tokens = [];
    private readonly Stack<(int Position, bool Fielded)> groups = new();
    private int position;

    private SearchScanner(string text) => this.text = text;

    private SearchToken? Last => tokens.Count == 0 ? null : tokens[^1];

    /// <summary>The pieces of a query; the last one is its end.</summary>
    /// <exception cref="SearchSyntaxException">Something is left open, or nested too deeply.</exception>
    public static IReadOnlyList<SearchToken> Scan(string text)
    {
        var scanner = new SearchScanner(text);
        while (scanner.SkipBlanks())
        {
            scanner.ReadToken();
        }

        if (scanner.groups.TryPeek(out var open))
        {
            throw new SearchSyntaxException("A parenthesis '(' is not closed.", open.Position);
        }

        scanner.tokens.Add(new SearchToken(TokenKind.End, text.Length));
        return scanner.tokens;
    }

    private bool SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position < text.Length;
    }

    private void ReadToken()
    {
        var afterField = Last?.Kind == TokenKind.Field;
        // Directly behind "field:" there is a value, whatever it looks like; [ and { open ranges only where a field is known.
        var glued = afterField && text[position - 1] == ':';
        var fielded = afterField || (groups.TryPeek(out var group) && group.Fielded);
        switch (text[position])
        {
            case '(':
                Open(fielded);
                break;
            case ')':
                Close();
                break;
            case '"':
                var phrase = position;
                Add(phrase, new SearchTerm([new TermPart(ReadQuoted(), '\0')]));
                SkipSuffix();
                break;
            case '[' or '{' when fielded:
                var range = position;
                Add(range, ReadRange());
                SkipSuffix();
                break;
            case '+' or '-' or '!' when !glued:
                Sign();
                break;
            default:
                ReadWord(glued, fielded);
                break;
        }
    }

    private void Add(int start, SearchValue value) => tokens.Add(new SearchToken(TokenKind.Value, start, Value: value));

    private void Open(bool fielded)
    {
        if (groups.Count == MaximalDepth)
        {
            throw new SearchSyntaxException($"Parentheses may be nested {MaximalDepth} deep at most.", position);
        }

        groups.Push((position, fielded));
        tokens.Add(new SearchToken(TokenKind.Open, position++));
    }

    private void Close()
    {
        if (!groups.TryPop(out _))
        {
            throw new SearchSyntaxException("A parenthesis ')' closes nothing.", position);
        }

        tokens.Add(new SearchToken(TokenKind.Close, position++));
        SkipSuffix();
    }

    private void Sign()
    {
        var kind = text[position] switch { '+' => TokenKind.Plus, '-' => TokenKind.Minus, _ => TokenKind.Not };
        var alone = position + 1 == text.Length || char.IsWhiteSpace(text[position + 1]);
        tokens.Add(new SearchToken(kind, position++, StandsAlone: alone));
    }

    private void ReadWord(bool glued, bool fielded)
    {
        var start = position;
        if (!glued && WordReader.FieldEnd(text, start) is > 0 and var colon)
        {
            position = colon + 1;
            tokens.Add(new SearchToken(TokenKind.Field, start, text[start..colon]));
            return;
        }

        position = WordReader.End(text, start);
        var word = text[start..position];
        var kind = glued ? TokenKind.Value : WordReader.KindOf(word);
        if (kind == TokenKind.Value)
        {
            Add(start, new SearchTerm(WordReader.Parts(word, fielded)));
        }
        else
        {
            tokens.Add(new SearchToken(kind, start));
        }
    }

    private string ReadQuoted()
    {
        var start = position++;
        while (position < text.Length && text[position] != '"')
        {
            position += text[position] == '\\' ? 2 : 1;
        }

        if (position >= text.Length)
        {
            throw new SearchSyntaxException("A quotation mark is not closed.", start);
        }

        return WordReader.Unescape(text[(start + 1)..position++]);
    }

    private SearchRange ReadRange()
    {
        var start = position;
        var includesLower = text[position++] == '[';
        var lower = ReadBound(start);
        if (!SkipBlanks() || !text.AsSpan(position).StartsWith("TO", StringComparison.Ordinal)
            || position + 2 == text.Length || !char.IsWhiteSpace(text[position + 2]))
        {
            throw new SearchSyntaxException("A range is written [from TO to]; 'TO' is missing.", position);
        }

        position += 2;
        var upper = ReadBound(start);
        if (!SkipBlanks() || text[position] is not (']' or '}'))
        {
            throw new SearchSyntaxException("A range is not closed by ']' or '}'.", start);
        }

        return new SearchRange(lower, upper, includesLower, text[position++] == ']');
    }

    private string? ReadBound(int range)
    {
        if (!SkipBlanks())
        {
            throw new SearchSyntaxException("A range is not closed by ']' or '}'.", range);
        }

        if (text[position] == '"')
        {
            return ReadQuoted();
        }

        var start = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not (']' or '}'))
        {
            position += text[position] == '\\' && position + 1 < text.Length ? 2 : 1;
        }

        return (position - start) switch
        {
            0 => throw new SearchSyntaxException("A range is written [from TO to]; a bound is missing, write * for none.", start),
            1 when text[start] == '*' => null,
            _ => WordReader.Unescape(text[start..position]),
        };
    }

    // Boosts and slop (^4, ~2) change no match here.
    private void SkipSuffix()
    {
        while (position < text.Length && text[position] is '^' or '~')
        {
            position++;
            while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] is '.' or '='))
            {
                position++;
            }
        }
    }
}
