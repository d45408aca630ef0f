using System.Linq.Expressions;
using System.Reflection;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>One key of an order.</summary>
/// <typeparam name="T">Row type.</typeparam>
/// <param name="Field">Field to order by.</param>
/// <param name="Descending">Highest first. Nulls are last in either direction.</param>
public sealed record SortKey<T>(Field<T> Field, bool Descending)
{
    /// <summary>As the sort parameter writes it.</summary>
    public override string ToString() => (Descending ? "-" : "") + Field.Name;

    /// <summary>The default order of a resource.</summary>
    public static IReadOnlyList<SortKey<TRow>> Default<TRow>(Resource<TRow> resource)
        where TRow : class => [.. resource.Order.Select(name => new SortKey<TRow>(resource.Field(name.TrimStart('-'))!, name[0] == '-'))];

    /// <summary>Orders a query.</summary>
    public static IQueryable<T> Apply(IQueryable<T> rows, IReadOnlyList<SortKey<T>> keys)
    {
        var ordered = rows;
        foreach (var key in keys)
        {
            var column = key.Field.Column!;
            if (key.Descending && Predicates.IsNullable(column.ReturnType))
            {
                // PostgreSQL puts nulls last only when ascending.
                Add(Expression.Lambda<Func<T, bool>>(Predicates.IsNull(column.Body), column.Parameters), descending: false);
            }

            Add(column, key.Descending);
        }

        return ordered;

        void Add(LambdaExpression column, bool descending)
        {
            var method = (ReferenceEquals(ordered, rows) ? "OrderBy" : "ThenBy") + (descending ? "Descending" : "");
            ordered = (IQueryable<T>)OrderMethods[method].MakeGenericMethod(typeof(T), column.ReturnType).Invoke(null, [ordered, column])!;
        }
    }

    private static readonly Dictionary<string, MethodInfo> OrderMethods = typeof(Queryable).GetMethods()
        .Where(method => method.Name is "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" && method.GetParameters().Length == 2)
        .ToDictionary(method => method.Name);
}
