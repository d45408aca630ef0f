using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Text;
using Npgsql;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Puts a statement together: words of this program, columns of the model, and values, which always travel as parameters.</summary>
internal sealed class SqlText
{
    private static readonly ConcurrentDictionary<LambdaExpression, string?> Columns = new(); // of resources' fields, which are made once
    private readonly StringBuilder text = new(512);
    private readonly List<object> values = [];

    /// <summary>Appends words of this program.</summary>
    public SqlText Text(string words)
    {
        text.Append(words);
        return this;
    }

    /// <summary>Appends a column, or what the model makes of columns.</summary>
    public SqlText Column(LambdaExpression column) => Text(ColumnOf(column) ?? throw new NotSupportedException($"{column} is no column."));

    /// <summary>Appends a value's place.</summary>
    public SqlText Value(object value)
    {
        values.Add(value);
        text.Append('$').Append(values.Count);
        return this;
    }

    /// <summary>The statement so far, with the values.</summary>
    public NpgsqlCommand ToCommand(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(text.ToString(), connection);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    /// <inheritdoc />
    public override string ToString() => text.ToString();

    /// <summary>A typed array of values of one type.</summary>
    public static Array ArrayOf(IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(items[0]!.GetType(), items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return array;
    }

    /// <summary>SQL of a column's lambda: a column of the row, or a choice between such; null for anything else.</summary>
    public static string? ColumnOf(LambdaExpression column) => Columns.GetOrAdd(column, static known => Of(known.Body));

    private static string? Of(Expression part) => part switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } converted => Of(converted.Operand),
        MemberExpression { Expression: ParameterExpression, Member.Name: var name } => OpenDataContext.SnakeCase(name),
        ConstantExpression { Value: null } => "null",
        ConditionalExpression { Test: var test, IfTrue: var yes, IfFalse: var no } when Of(test) is { } condition && Of(yes) is { } first && Of(no) is { } second => $"case when {condition} then {first} else {second} end",
        _ => null,
    };

    private static NpgsqlParameter Parameter(object value) => value switch
    {
        string typed => new NpgsqlParameter<string> { TypedValue = typed },
        int typed => new NpgsqlParameter<int> { TypedValue = typed },
        decimal typed => new NpgsqlParameter<decimal> { TypedValue = typed },
        bool typed => new NpgsqlParameter<bool> { TypedValue = typed },
        DateTime typed => new NpgsqlParameter<DateTime> { TypedValue = typed },
        _ => new NpgsqlParameter { Value = value },
    };
}
