using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Publishing;
using Sapporo.OpenData.Api.Visions;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Visions;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Every item within a row gets all its members, and a rule that misses one is an error.</summary>
public sealed class ItemMappingTests
{
    [Fact]
    public void Every_member_of_every_item_has_a_source()
    {
        ItemMapping.Rules.Compile(typeof(Role), typeof(RoleItem));
        ItemMapping.Rules.Compile(typeof(PolicyField), typeof(PolicyFieldItem));
        ItemMapping.Rules.Compile(typeof(PriorityMeasure), typeof(PriorityMeasureItem));
        ItemMapping.Rules.Compile(typeof(ReleaseCount), typeof(ReleaseCountItem));
    }

    [Fact]
    public void A_member_without_a_source_is_an_error() =>
        Assert.ThrowsAny<Exception>(() => ItemMapping.Rules.Clone().Compile(typeof(Role), typeof(ItemOfNothing)));

    private sealed record ItemOfNothing(string Id, string Missing);
}
