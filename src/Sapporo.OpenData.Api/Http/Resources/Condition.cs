using System.Linq.Expressions;
using Sapporo.OpenData.Api.Http.Resources.Plain;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>What a filter asks of the rows, told once: EF Core takes it as an expression, a <see cref="PlainStatement{T}"/> as SQL.</summary>
internal abstract record Condition
{
    /// <summary>The condition over a row of an EF Core query.</summary>
    public abstract Expression ToExpression(ParameterExpression row);

    /// <summary>Writes the condition as SQL; its values become parameters.</summary>
    public abstract void Write(SqlText sql);

    /// <summary>The column is one of the values; null among them means "is null".</summary>
    public sealed record OneOf(LambdaExpression Column, IReadOnlyList<object?> Values) : Condition
    {
        /// <inheritdoc />
        public override Expression ToExpression(ParameterExpression row) => Predicates.OneOf(Predicates.Bind(Column, row), Values);

        /// <inheritdoc />
        public override void Write(SqlText sql)
        {
            var present = Values.Where(value => value is not null).ToList();
            var or = "(";
            if (present.Count > 0)
            {
                sql.Text(or).Column(Column).Text(present.Count == 1 ? " = " : " = any(").Value(present.Count == 1 ? present[0]! : SqlText.ArrayOf(present)).Text(present.Count == 1 ? "" : ")");
                or = " or ";
            }

            if (present.Count < Values.Count)
            {
                sql.Text(or).Column(Column).Text(" is null");
            }

            sql.Text(")");
        }
    }

    /// <summary>The list column holds one of the values; null among them means "has none".</summary>
    public sealed record HoldsOneOf(LambdaExpression Column, Type Element, IReadOnlyList<object?> Values) : Condition
    {
        /// <inheritdoc />
        public override Expression ToExpression(ParameterExpression row) => Predicates.HoldsOneOf(Predicates.Bind(Column, row), Element, Values);

        /// <inheritdoc />
        public override void Write(SqlText sql)
        {
            var or = "(";
            foreach (var value in Values)
            {
                sql.Text(or);
                _ = value is null ? sql.Column(Column).Text(" is null or cardinality(").Column(Column).Text(") = 0") : sql.Column(Column).Text(" @> ").Value(SqlText.ArrayOf([value]));
                or = " or ";
            }

            sql.Text(")");
        }
    }

    /// <summary>from ≤ column ≤ to; an open end is null. For a period the upper bound takes in all that begins with it.</summary>
    public sealed record Between(LambdaExpression Column, bool IsPeriod, object? From, object? To) : Condition
    {
        /// <inheritdoc />
        public override Expression ToExpression(ParameterExpression row) => IsPeriod
            ? Predicates.PeriodBetween(Predicates.Bind(Column, row), (string?)From, (string?)To)
            : Predicates.Between(Predicates.Bind(Column, row), From, To);

        /// <inheritdoc />
        public override void Write(SqlText sql)
        {
            sql.Text("(");
            if (From is not null)
            {
                sql.Column(Column).Text(" >= ").Value(From).Text(To is null ? "" : " and ");
            }

            if (To is not null)
            {
                _ = IsPeriod ? sql.Text("left(").Column(Column).Text(", ").Value(((string)To).Length).Text(")") : sql.Column(Column);
                sql.Text(" <= ").Value(To);
            }

            sql.Text(")");
        }
    }

    /// <summary>At least one of the conditions holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Conditions) : Condition
    {
        /// <inheritdoc />
        public override Expression ToExpression(ParameterExpression row) => Conditions.Select(condition => condition.ToExpression(row)).Aggregate(Expression.OrElse);

        /// <inheritdoc />
        public override void Write(SqlText sql)
        {
            var or = "(";
            foreach (var condition in Conditions)
            {
                condition.Write(sql.Text(or));
                or = " or ";
            }

            sql.Text(")");
        }
    }

    /// <summary>What only EF Core can say; a query with it is never answered from a plain statement.</summary>
    public sealed record Other(LambdaExpression Test) : Condition
    {
        /// <inheritdoc />
        public override Expression ToExpression(ParameterExpression row) => Predicates.Bind(Test, row);

        /// <inheritdoc />
        public override void Write(SqlText sql) => throw new NotSupportedException("A search has no plain statement.");
    }
}
