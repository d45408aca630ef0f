using System.Diagnostics.CodeAnalysis;

namespace Sapporo.OpenData.Municipalities;

/// <summary>A six-digit code of local government (全国地方公共団体コード) whose check digit is right.</summary>
public readonly record struct MunicipalityCode
{
    private MunicipalityCode(string text) => Text = text;

    /// <summary>The six digits; codes are text, a leading zero matters.</summary>
    public string Text { get; }

    /// <summary>
    /// Reads six digits, or five without the check digit, which is then added. Five digits that are a right code once a
    /// zero stands before them are refused: a spreadsheet has most likely taken that zero away.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MunicipalityCode code)
    {
        code = default;
        if (text is not { Length: 5 or 6 } || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        var full = text[..5] + CheckDigit(text);
        if (text.Length == 6 && text != full)
        {
            return false;
        }

        if (HasLostLeadingZero(text))
        {
            return false;
        }

        code = new MunicipalityCode(full);
        return true;
    }

    /// <summary>Whether five digits are a right six-digit code that lost its leading zero; what still begins with one lost none, as no prefecture is 00.</summary>
    public static bool HasLostLeadingZero(string text) =>
        text.Length == 5 && text[0] != '0' && text.All(char.IsAsciiDigit) && text[4] == CheckDigit("0" + text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < 5; i++)
        {
            sum += (digits[i] - '0') * (6 - i);
        }

        return (char)('0' + ((11 - (sum % 11)) % 10));
    }
}
