using System.Linq.Expressions;
using System.Reflection;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Reads off the model whether a column can be null.</summary>
internal static class Nullability
{
    /// <summary>Whether the member that a column's lambda ends in can be null; what is no member is of a group, and is there where the group is.</summary>
    public static bool Of(LambdaExpression? column) => column?.Body switch
    {
        null => true,
        UnaryExpression { Operand: MemberExpression member } => Of(member),
        MemberExpression member => Of(member),
        _ => false,
    };

    /// <summary>Whether a row may have no value in a column: it can be null, or its group is not there.</summary>
    public static bool InRows(LambdaExpression column) => (column.Body is UnaryExpression unary ? unary.Operand : column.Body) is not MemberExpression member || IsNullable(member);

    private static bool IsNullable(MemberExpression member) => Of(member) || (member.Expression is MemberExpression holder && IsNullable(holder));

    private static bool Of(MemberExpression member) => member.Member is PropertyInfo property
        && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
