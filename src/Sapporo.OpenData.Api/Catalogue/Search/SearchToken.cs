namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>What a piece of a query is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the query.</summary>
    End,

    /// <summary>(</summary>
    Open,

    /// <summary>)</summary>
    Close,

    /// <summary>AND, &amp;&amp;</summary>
    And,

    /// <summary>OR, ||</summary>
    Or,

    /// <summary>NOT, !</summary>
    Not,

    /// <summary>+</summary>
    Plus,

    /// <summary>-</summary>
    Minus,

    /// <summary>A field's name with its colon.</summary>
    Field,

    /// <summary>*:*</summary>
    Everything,

    /// <summary>A word, phrase or range.</summary>
    Value,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it begins, from 0.</param>
/// <param name="Field">The name, of a field.</param>
/// <param name="Value">The value, of a value.</param>
/// <param name="StandsAlone">Whether a blank or the end follows: a + or - between blanks is punctuation in plain words.</param>
internal sealed record SearchToken(TokenKind Kind, int Position, string Field = "", SearchValue? Value = null, bool StandsAlone = false);
