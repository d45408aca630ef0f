using System.Linq.Expressions;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api.Indicators;

/// <summary>Fields of KPI values: the text as printed and the typed members that apply; the others are left out.</summary>
internal static class ValueFields
{
    /// <summary>A value that a row holds as a whole.</summary>
    /// <param name="fields">Fields so far.</param>
    /// <param name="name">Name of the group.</param>
    /// <param name="value">The value.</param>
    /// <param name="term">What it is called in descriptions.</param>
    public static FieldList<T> Value<T>(this FieldList<T> fields, string name, Expression<Func<T, KpiValue?>> value, string term) =>
        fields.Add(name, value.Compile(), value.Parameters[0], member => Expression.Property(value.Body, member), term);

    /// <summary>The same for a row whose members of the value stand singly, their names beginning with a prefix.</summary>
    public static FieldList<T> SingleValue<T>(this FieldList<T> fields, string name, Func<T, KpiValue?> value, string prefix, string term)
    {
        var row = Expression.Parameter(typeof(T), "row");
        return fields.Add(name, value, row, member => Expression.Property(row, prefix + member), term);
    }

    private static FieldList<T> Add<T>(this FieldList<T> fields, string name, Func<T, KpiValue?> compiled, ParameterExpression row, Func<string, Expression> column, string term)
    {
        Func<T, KpiValue?> read = item => compiled(item) is { Text: not null } found ? found : null; // without a text there is no value
        fields.Text(name + ".text", Of<string?>("Text"), $"{term} as printed, bracketed period included.", "37,076千人（2017年度）");
        fields.Text(name + ".kind", Of<string?>("Kind"), "Kind of value.", "number", ["number", "pair", "state", "milestone", "relative", "none"]);
        fields.Add(new Field<T, decimal?>(name + ".amount", FieldType.Number, "Amount in the base unit (千人 is counted in 人, 兆円 in 円).", (item, _) => read(item)?.Amount, (json, amount) => json.WriteNumberValue(amount!.Value), Of<decimal?>("Amount")) { OmitNull = true, Example = 37076000m });
        OptionalText("unit", "Unit of the amount (単位).", "人");
        OptionalText("per", "For an amount per time (／日, ／年, ／年度).", "fiscalYear", ["day", "year", "fiscalYear"]);
        OptionalText("comparison", "以上 or 以下; for a relative value the direction away from the baseline.", "atLeast", ["atLeast", "atMost"]);
        Flag("each", found => found.Each, "Applies to each of several things (各).");
        Flag("approximate", found => found.Approximate, "Rounded figure (約).");
        Flag("provisional", found => found.Provisional, "Still being counted (集計中).");
        OptionalText("period", "Period as printed, width-normalised.", "2017年度", isPeriod: true);
        fields.Json<IReadOnlyList<ValuePart>>(name + ".parts", (item, _) => read(item)?.Parts, "Named amounts of a pair, in printed order: [{name, amount, unit}].", omitNull: true);
        return fields.Shown(name + ".reason", (item, context) => context.Reason(read(item)?.Reason), "Why there is no value, or what was taken from elsewhere. Filter it by reason code (see /v1).", null, Of<string?>("Reason"), omitNull: true);

        Expression<Func<T, TMember>> Of<TMember>(string member)
        {
            var found = column(member);
            return Expression.Lambda<Func<T, TMember>>(found.Type == typeof(TMember) ? found : Expression.Convert(found, typeof(TMember)), row);
        }

        void OptionalText(string member, string description, object example, IReadOnlyList<string>? allowed = null, bool isPeriod = false) => fields.Text(
            $"{name}.{member}", Of<string?>(char.ToUpperInvariant(member[0]) + member[1..]), description, example, allowed, isPeriod, omitNull: true);

        void Flag(string member, Func<KpiValue, bool> test, string description) => fields.Add(new Field<T, bool?>(
            $"{name}.{member}", FieldType.Boolean, description, (item, _) => read(item) is { } found && test(found) ? true : null, (json, flag) => json.WriteBooleanValue(flag!.Value), Of<bool?>(char.ToUpperInvariant(member[0]) + member[1..]))
        {
            OmitNull = true,
            Example = true,
        });
    }
}
