using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Reads the setting of the same name.</summary>
public static class TrustedProxy
{
    /// <summary>The networks that a text names; an address is a network of one.</summary>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static IEnumerable<IPNetwork> Read(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(item => IPAddress.TryParse(item, out var address) ? new IPNetwork(address, 8 * address.GetAddressBytes().Length) : IPNetwork.Parse(item));

    /// <summary>Whether a text can be read.</summary>
    public static ValidationResult? Validate(string text)
    {
        try
        {
            _ = Read(text).Count();
            return ValidationResult.Success;
        }
        catch (FormatException)
        {
            return new ValidationResult($"TrustedProxies holds addresses or networks such as 10.0.0.1 or 10.0.0.0/8, separated by commas; '{text}' does not.");
        }
    }
}
