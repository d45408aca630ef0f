namespace Sapporo.OpenData.Api.Http.Problems;

/// <summary>One wrong parameter.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Value">Its value as sent.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="AllowedJa">What is allowed, in Japanese.</param>
/// <param name="AllowedEn">What is allowed, in English.</param>
public sealed record ParameterError(string Parameter, string? Value, ProblemCode Code, string AllowedJa, string AllowedEn);

/// <summary>An error on its way to the client.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>An error with the blanks of its detail.</summary>
    public ProblemException(ProblemCode code, params object?[] arguments) : base(code.Code) => (Code, Arguments) = (code, arguments);

    /// <summary>Wrong parameters, all at once.</summary>
    public ProblemException(IReadOnlyList<ParameterError> errors) : base(errors[0].Code.Code) =>
        (Code, Arguments, Errors) = (errors[0].Code, [], errors);

    /// <summary>The error.</summary>
    public ProblemCode Code { get; }

    /// <summary>What fills the blanks of its detail.</summary>
    public IReadOnlyList<object?> Arguments { get; }

    /// <summary>The wrong parameters, where that is the error.</summary>
    public IReadOnlyList<ParameterError> Errors { get; } = [];

    /// <summary>The detail in a language.</summary>
    public string Detail(bool english) => Errors.Count == 0
        ? Code.Detail(english, [.. Arguments])
        : string.Join(' ', Errors.Select(error => Describe(error, english)));

    /// <summary>One wrong parameter in words.</summary>
    public static string Describe(ParameterError error, bool english)
    {
        var allowed = english ? error.AllowedEn : error.AllowedJa;
        return error.Code == ProblemCode.UnknownParameter
            ? error.Code.Detail(english, error.Parameter, allowed)
            : error.Code.Detail(english, error.Parameter, error.Value, allowed);
    }
}
