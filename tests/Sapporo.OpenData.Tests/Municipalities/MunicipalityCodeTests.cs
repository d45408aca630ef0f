using Sapporo.OpenData.Municipalities;
using Xunit;

namespace Sapporo.OpenData.Tests.Municipalities;

public class MunicipalityCodeTests
{
    [Theory]
    [InlineData("01100", "011002")]
    [InlineData("011002", "011002")]
    [InlineData("01210", "012106")]
    [InlineData("01430", "014303")]
    [InlineData("13104", "131041")]
    [InlineData("131041", "131041")]
    public void Five_digits_get_their_check_digit(string text, string code)
    {
        Assert.True(MunicipalityCode.TryParse(text, out var parsed));
        Assert.Equal(code, parsed.Text);
    }

    [Theory]
    [InlineData("011003")]
    [InlineData("1100")]
    [InlineData("11002")]
    [InlineData("0110021")]
    [InlineData("０１１００２")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_refused(string? text) => Assert.False(MunicipalityCode.TryParse(text, out _));
}
