using Mapster;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Maps rows that stand within others onto the items that are shown, member by member.</summary>
public static class ItemMapping
{
    private const string Context = "context";

    /// <summary>Its rules: names, and what features register. A member of an item that nothing gives is an error when the mapping is compiled.</summary>
    public static readonly TypeAdapterConfig Rules = ReadRules();

    /// <summary>The items of rows, in the answer's language.</summary>
    public static List<TItem> ToItems<TRow, TItem>(this IEnumerable<TRow> rows, RenderContext context) =>
        rows.BuildAdapter(Rules).AddParameters(Context, context).AdaptToType<List<TItem>>();

    /// <summary>For rules: the texts of reason codes in the answer's language.</summary>
    public static string? ReasonList(IReadOnlyCollection<string> codes) => ((RenderContext)MapContext.Current!.Parameters[Context]).ReasonList(codes);

    private static TypeAdapterConfig ReadRules()
    {
        var rules = new TypeAdapterConfig { RequireDestinationMemberSource = true };
        rules.Scan(typeof(ItemMapping).Assembly);
        return rules;
    }
}
