using System.Globalization;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Reads the query parameters of a request, and collects all that is wrong with them.</summary>
public sealed class ParameterReader
{
    private readonly IQueryCollection query;
    private readonly List<ParameterError> errors = [];

    /// <summary>Refuses names that the address does not take, and names given twice.</summary>
    public ParameterReader(IQueryCollection query, IReadOnlyCollection<string> allowed)
    {
        this.query = query;
        foreach (var (name, values) in query)
        {
            if (!allowed.Contains(name, StringComparer.Ordinal))
            {
                var names = string.Join(", ", allowed);
                errors.Add(new ParameterError(name, values.ToString(), ProblemCode.UnknownParameter, names, names));
            }
            else if (values.Count > 1)
            {
                Refuse(name, "1回だけ。複数の値はコンマで区切る", "to be given once; separate several values with commas");
            }
            else if (HoldsOtherBytes(values[0]!))
            {
                Refuse(name, "UTF-8の文字（URLでは %E3%81%82 のように書く）", "characters in UTF-8, written as %E3%81%82 in the address");
            }
        }
    }

    /// <summary>The value of a parameter; null where it is absent or refused already.</summary>
    public string? this[string name] => query.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;

    /// <summary>Notes that a parameter's value is not allowed.</summary>
    public void Refuse(string name, string allowedJa, string allowedEn)
    {
        if (!errors.Exists(error => error.Parameter == name))
        {
            errors.Add(new ParameterError(name, query[name].ToString(), ProblemCode.InvalidParameter, allowedJa, allowedEn));
        }
    }

    // Bytes that are no UTF-8 are left by the server as they were sent.
    private static bool HoldsOtherBytes(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 < text.Length && text[at + 1] is (>= '8' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F') && char.IsAsciiHexDigit(text[at + 2]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(string name, params IReadOnlyList<string> words)
    {
        var text = this[name];
        if (text is null || words.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Refuse(name, string.Join(", ", words), string.Join(", ", words));
        return null;
    }

    /// <summary>A whole number between bounds.</summary>
    public int? Integer(string name, int from, int to)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
        {
            return number;
        }

        Refuse(name, $"{from}～{to} の整数", $"a whole number from {from} to {to}");
        return null;
    }

    /// <summary>Ends the reading: throws where anything was wrong.</summary>
    public void ThrowIfWrong()
    {
        if (errors.Count > 0)
        {
            throw new ProblemException(errors);
        }
    }

    /// <summary>Splits a list of values at commas; a value in double quotes may hold commas.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var values = new List<string>();
        for (var at = 0; ;)
        {
            int end;
            if (at < text.Length && text[at] == '"')
            {
                end = text.IndexOf('"', at + 1);
                if (end < 0 || (end + 1 < text.Length && text[end + 1] != ','))
                {
                    return null;
                }

                values.Add(text[(at + 1)..end]);
                end++;
            }
            else
            {
                end = text.IndexOf(',', at);
                end = end < 0 ? text.Length : end;
                values.Add(text[at..end]);
            }

            if (end >= text.Length)
            {
                return values;
            }

            at = end + 1;
        }
    }
}
