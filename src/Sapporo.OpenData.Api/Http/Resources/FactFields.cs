using System.Linq.Expressions;
using Sapporo.OpenData.Api.Http.Resources.Plain;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Fields that resources of facts share.</summary>
public static class FactFields
{
    /// <summary>Where a fact stands, and what in it is inferred.</summary>
    public static FieldList<T> Provenance<T>(this FieldList<T> fields)
        where T : Fact => fields.Provenance(row => row);

    /// <summary>The same for a row that holds the fact.</summary>
    public static FieldList<T> Provenance<T>(this FieldList<T> fields, Expression<Func<T, Fact>> fact)
    {
        Expression<Func<T, TMember>> Of<TMember>(string member) => Expression.Lambda<Func<T, TMember>>(Expression.Property(fact.Body, member), fact.Parameters);
        var read = fact.Compile();
        return fields
            .Texts("inferred", Of<string[]?>(nameof(Fact.Inferred)), "Names of the fields that are inferences of ours rather than printed.", new[] { "role" }, isPresent: true)
            .Shown("inferenceReason", (row, context) => context.ReasonList(read(row).InferenceReasons), "What the inferences rest on.", "資料の並び順から推定", null, omitNull: false, new Stored(StoredKind.Reasons, Of<string[]?>(nameof(Fact.InferenceReasons))))
            .Text("source", Of<string?>(nameof(Fact.Source)), "Id of the source document.", "fy2019-project-status")
            .Text("sourcePlace", Of<string?>(nameof(Fact.SourcePlace)), "Place in the document, in Japanese.", "連携事業32の行・1つ目の評価指標")
            .Revision(fact);
    }

    // The erratum at the figure: which release put this row in the place of another, and what it says of it.
    private static FieldList<T> Revision<T>(this FieldList<T> fields, Expression<Func<T, Fact>> fact)
    {
        var read = fact.Compile();
        var release = Expression.Lambda<Func<T, int?>>(Expression.Condition(
            Expression.Property(fact.Body, nameof(Fact.Revised)),
            Expression.Convert(Expression.Property(fact.Body, nameof(Fact.SinceRelease)), typeof(int?)),
            Expression.Constant(null, typeof(int?))), fact.Parameters);
        return fields
            .Absent("revision", row => !read(row).Revised, new Stored(StoredKind.Integer, release))
            .Integer("revision.release", release, "Release that revised the row (訂正した公表); the group is null where the row is as first published.", 2)
            .Add(new Field<T, DateTime?>(
                "revision.publishedAt", FieldType.DateTime, "When it was published, UTC.",
                (row, context) => read(row) is { Revised: true } found ? context.Notes.PublishedAt(found.SinceRelease) : null, FieldList<T>.WriteMoment, null)
            {
                Stored = new Stored(StoredKind.ReleaseTime, release),
            })
            .Shown("revision.note", (row, context) => read(row) is { Revised: true } found ? context.Notes.Note(found.SinceRelease) : null, "What the publisher says of that release (訂正の説明); null where nothing is said.", "誤記の訂正", null, omitNull: false, new Stored(StoredKind.ReleaseNote, release));
    }
}
