using System.Linq.Expressions;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Reads off a field's column which member of the stored row it is.</summary>
internal static class ColumnPath
{
    /// <summary>The member in camel case, nested ones run together (actualText); null for what is computed, or belongs to another row than <paramref name="id"/>.</summary>
    public static string? Of(LambdaExpression? column, LambdaExpression? id)
    {
        if (Members(column) is not { } path || Members(id) is not { } own || path.Length == 0 || own.Length == 0)
        {
            return null;
        }

        // A row that joins several begins its paths with the one meant.
        var joined = own.Length - 1;
        return path.Length > joined && path.Take(joined).SequenceEqual(own.Take(joined), StringComparer.Ordinal)
            ? Camel(string.Concat(path.Skip(joined)))
            : null;
    }

    private static string[]? Members(LambdaExpression? column)
    {
        var names = new Stack<string>();
        for (var part = column?.Body; ;)
        {
            switch (part)
            {
                case UnaryExpression { NodeType: ExpressionType.Convert } converted:
                    part = converted.Operand;
                    break;
                case MemberExpression member:
                    names.Push(member.Member.Name);
                    part = member.Expression;
                    break;
                case ParameterExpression row:
                    return typeof(Versioned).IsAssignableFrom(row.Type) || names.Count > 1 ? [.. names] : null;
                default:
                    return null;
            }
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
