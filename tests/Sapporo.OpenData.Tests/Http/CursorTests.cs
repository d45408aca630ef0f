using Sapporo.OpenData.Api.Http.Resources;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Cursors as text.</summary>
public sealed class CursorTests
{
    [Fact]
    public void A_cursor_is_read_as_it_was_written()
    {
        var read = Cursor.Decode(new Cursor(3, ["population", null]).Encode("sort=a,b"), "sort=a,b", 2);
        Assert.Equal(3, read!.Release);
        Assert.Equal(["population", null], read.Keys);
    }

    [Fact]
    public void One_of_another_query_release_or_order_is_none()
    {
        Assert.Null(Cursor.Decode(new Cursor(3, ["a"]).Encode("sort=a"), "sort=-a", 1));
        Assert.Null(Cursor.Decode(new Cursor(3, ["a"]).Encode("sort=a"), "sort=a", 2));
        Assert.Null(Cursor.Decode(new Cursor(0, ["a"]).Encode("sort=a"), "sort=a", 1));
        Assert.Null(Cursor.Decode(new Cursor(3, ["a\0"]).Encode("sort=a"), "sort=a", 1));
        Assert.Null(Cursor.Decode("not a cursor", "sort=a", 1));
    }
}
