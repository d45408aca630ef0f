using System.Linq.Expressions;
using System.Reflection;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Reads off the model whether a column can be null.</summary>
internal static class Nullability
{
    /// <summary>Whether the member that a column's lambda ends in can be null; what is no member can.</summary>
    public static bool Of(LambdaExpression? column) => column?.Body switch
    {
        null => true,
        UnaryExpression { Operand: MemberExpression member } => Of(member),
        MemberExpression member => Of(member),
        _ => false,
    };

    private static bool Of(MemberExpression member) => member.Member is PropertyInfo property
        && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
