using System.Linq.Expressions;
using System.Reflection;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Builds the conditions of a query from typed values; they always travel as parameters, never as SQL.</summary>
internal static class Predicates
{
    private static readonly MethodInfo CompareText = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo Substring = typeof(string).GetMethod(nameof(string.Substring), [typeof(int), typeof(int)])!;
    private static readonly MethodInfo AnyOf = Method(nameof(Enumerable.Contains), 2);
    private static readonly MethodInfo HasAny = Method(nameof(Enumerable.Any), 1);

    /// <summary>column is one of the values; null among them means "is null".</summary>
    public static Expression OneOf(Expression column, IReadOnlyList<object?> values)
    {
        var present = values.Where(value => value is not null).ToList();
        var conditions = new List<Expression>();
        if (present.Count == 1)
        {
            conditions.Add(Expression.Equal(column, Parameter(present[0]!, column.Type)));
        }
        else if (present.Count > 1)
        {
            var list = Array.CreateInstance(column.Type, present.Count);
            for (var i = 0; i < present.Count; i++)
            {
                list.SetValue(present[i], i);
            }

            conditions.Add(Expression.Call(AnyOf.MakeGenericMethod(column.Type), Parameter(list, typeof(IEnumerable<>).MakeGenericType(column.Type)), column));
        }

        if (present.Count < values.Count)
        {
            conditions.Add(IsNull(column));
        }

        return conditions.Aggregate(Expression.OrElse);
    }

    /// <summary>The list column holds one of the values; null among them means "has none".</summary>
    public static Expression HoldsOneOf(Expression column, Type element, IReadOnlyList<object?> values) => values
        .Select(value => value is null ? Expression.OrElse(IsNull(column), Expression.Not(Expression.Call(HasAny.MakeGenericMethod(element), column))) : (Expression)Expression.Call(AnyOf.MakeGenericMethod(element), column, Parameter(value, element)))
        .Aggregate(Expression.OrElse);

    /// <summary>from ≤ column ≤ to; an open end is null.</summary>
    public static Expression Between(Expression column, object? from, object? to) => And(
        from is null ? null : Compare(ExpressionType.GreaterThanOrEqual, column, from),
        to is null ? null : Compare(ExpressionType.LessThanOrEqual, column, to));

    /// <summary>The same for text that sorts by time; an upper bound takes in all that begins with it (2015 takes 2015年度).</summary>
    public static Expression PeriodBetween(Expression column, string? from, string? to) => And(
        from is null ? null : Compare(ExpressionType.GreaterThanOrEqual, column, from),
        to is null ? null : Compare(ExpressionType.LessThanOrEqual, Expression.Call(column, Substring, Expression.Constant(0), Expression.Constant(to.Length)), to));

    /// <summary>A comparison that PostgreSQL makes.</summary>
    public static Expression Compare(ExpressionType comparison, Expression column, object value) => column.Type == typeof(string)
        ? Expression.MakeBinary(comparison, Expression.Call(CompareText, column, Parameter(value, typeof(string))), Expression.Constant(0))
        : Expression.MakeBinary(comparison, column, Parameter(value, column.Type));

    /// <summary>column is null; false where it can never be.</summary>
    public static Expression IsNull(Expression column) => IsNullable(column.Type)
        ? Expression.Equal(column, Expression.Constant(null, column.Type))
        : Expression.Constant(false);

    /// <summary>The rows after a position, in an order in which nulls stand last.</summary>
    public static Expression After<T>(IReadOnlyList<SortKey<T>> keys, IReadOnlyList<object?> position, ParameterExpression row)
    {
        Expression after = Expression.Constant(false);
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            var column = Bind(keys[i].Field.Column!, row);
            var beyond = Beyond(column, position[i], keys[i].Descending);
            var same = position[i] is { } value ? Expression.Equal(column, Parameter(value, column.Type)) : IsNull(column);
            after = Expression.OrElse(beyond, Expression.AndAlso(same, after));
        }

        return after;
    }

    /// <summary>The body of a column's lambda over a row of the query.</summary>
    public static Expression Bind(LambdaExpression column, ParameterExpression row) =>
        new ParameterReplacer(column.Parameters[0], row).Visit(column.Body);

    /// <summary>Whether values of the type can be null.</summary>
    public static bool IsNullable(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static Expression Beyond(Expression column, object? value, bool descending) => (value, descending) switch
    {
        (null, _) => Expression.Constant(false),
        (_, true) => Expression.OrElse(Compare(ExpressionType.LessThan, column, value), IsNull(column)),
        _ => Expression.OrElse(Compare(ExpressionType.GreaterThan, column, value), IsNull(column)),
    };

    private static Expression And(Expression? left, Expression? right) => (left, right) switch
    {
        (null, null) => Expression.Constant(true),
        (null, _) => right!,
        (_, null) => left,
        _ => Expression.AndAlso(left, right),
    };

    // A member of a constant object is what EF Core makes a query parameter of.
    private static Expression Parameter(object value, Type type)
    {
        var holder = Activator.CreateInstance(typeof(Holder<>).MakeGenericType(type))!;
        holder.GetType().GetField(nameof(Holder<object>.Value))!.SetValue(holder, value);
        return Expression.Field(Expression.Constant(holder), nameof(Holder<object>.Value));
    }

    private static MethodInfo Method(string name, int parameters) => typeof(Enumerable).GetMethods()
        .Single(method => method.Name == name && method.GetParameters().Length == parameters);

    private sealed class Holder<TValue>
    {
        public TValue Value = default!;
    }

    internal sealed class ParameterReplacer(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
