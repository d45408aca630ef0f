using System.Globalization;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// SQL of a query over one versioned table. Every statement holds only while the newest release is the expected one, which
/// the statement itself sees in its own snapshot: else it gives no rows. So no statement can mix two releases, and none
/// needs a transaction around it.
/// </summary>
/// <param name="query">What is asked.</param>
/// <param name="layout">What to select.</param>
/// <param name="release">Release to read.</param>
/// <param name="newest">The expected newest release; null to read a release whatever is the newest, which only one that is not current allows.</param>
internal sealed class PlainStatement<T>(ResourceQuery<T> query, PlainLayout layout, ReleasePoint release, CurrentRelease? newest)
    where T : class
{
    private static readonly string Table = $"opendata.{OpenDataContext.SnakeCase(typeof(T).Name)}_version";

    /// <summary>What is asked.</summary>
    public ResourceQuery<T> Query => query;

    /// <summary>Release that is read.</summary>
    public ReleasePoint Release => release;

    /// <summary>The expected newest release.</summary>
    public CurrentRelease? Newest => newest;

    /// <summary>What is known of the matching rows is kept by this.</summary>
    public MatchKey Key => new(newest!, release.Number, query.Resource.Name, query.FilterPrint);

    /// <summary>The condition by which the order's first key is one of several texts; null where there is none. Each of them is a part of its own, in their order.</summary>
    public Condition.OneOf? Parted { get; } = query.IsDefaultOrder && !query.Order[0].Descending
        ? query.Conditions.OfType<Condition.OneOf>().FirstOrDefault(condition => ReferenceEquals(condition.Column, query.Order[0].Field.Column) && condition.Values.Count > 1 && condition.Values.All(value => value is string))
        : null;

    private string Columns => string.Join(", ", layout.Columns.Select((column, i) => $"{column} as c{i}"));

    /// <summary>Counts the matching rows.</summary>
    public SqlText Count()
    {
        var sql = new SqlText().Text($"select count(*) from {Table} where ");
        WriteMatching(sql, null, null);
        return sql;
    }

    /// <summary>Whether a branch has any rows, whatever the query's filters; no row where the release is no longer the newest.</summary>
    public SqlText Any(KeysetBranch branch)
    {
        var sql = new SqlText().Text($"select exists (select from {Table} where ");
        WriteRelease(sql);
        branch.Write(sql.Text(" and "));
        WriteGate(sql.Text(")"), " where ");
        return sql;
    }

    /// <summary>Selects matching rows in order, from a row on.</summary>
    /// <param name="position">Row to begin behind, by the order's keys; null to begin at the first.</param>
    /// <param name="limit">Most rows; null for all.</param>
    /// <param name="only">A condition more; null for none.</param>
    public SqlText RowsAfter(IReadOnlyList<object?>? position, int? limit, Condition? only = null) => Rows(position is null ? [] : KeysetText.Branches(query.Order, position), limit, only);

    /// <summary>Selects matching rows in order.</summary>
    /// <param name="branches">Conditions, of which rows meet one; none to begin at the first row.</param>
    /// <param name="limit">Most rows; null for all.</param>
    /// <param name="only">A condition more; null for none.</param>
    public SqlText Rows(IReadOnlyList<KeysetBranch> branches, int? limit, Condition? only = null)
    {
        var sql = new SqlText();
        if (branches.Count < 2)
        {
            return Branch(sql, branches.Count > 0 ? branches[0].Write : null, limit, only);
        }

        var all = "select * from (";
        foreach (var branch in branches)
        {
            sql.Text(all).Text("(");
            Branch(sql, branch.Write, limit, only).Text(")");
            all = " union all ";
        }

        return Limit(InOrder(sql.Text(") branch")), limit);
    }

    /// <summary>Selects all matching rows in order where they are few, and as many as tell that they are more: found in whatever order an index has them, and sorted.</summary>
    /// <param name="most">Most rows that are few.</param>
    public SqlText Few(int most)
    {
        var sql = new SqlText().Text($"select * from (select {Columns} from {Table} where ");
        WriteMatching(sql, null, null);
        return InOrder(Limit(sql, most + 1).Text(") few"));
    }

    private SqlText Branch(SqlText sql, Action<SqlText>? after, int? limit, Condition? only)
    {
        if (Parted is null || limit is null || only is not null)
        {
            return Select(sql, after, limit, only, null);
        }

        // A page of one part after another, until it is full: all of them together would have to be sorted.
        sql.Text("select b.* from (select distinct v from unnest(").Value(SqlText.ArrayOf(Parted.Values)).Text(") v order by v) part cross join lateral (");
        Select(sql, after, limit, only, Parted).Text(") b order by part.v");
        foreach (var key in layout.Keys.Skip(1))
        {
            sql.Text($", b.c{key}");
        }

        return Limit(sql, limit);
    }

    private SqlText Select(SqlText sql, Action<SqlText>? after, int? limit, Condition? only, Condition? parted)
    {
        WriteMatching(sql.Text($"select {Columns} from {Table} where "), only, parted);
        after?.Invoke(sql.Text(" and "));
        var separator = " order by ";
        foreach (var key in query.Order)
        {
            sql.Text(separator).Column(key.Field.Column!).Text(!key.Descending ? "" : key.Field.MayBeMissing ? " desc nulls last" : " desc");
            separator = ", ";
        }

        return Limit(sql, limit);
    }

    private SqlText InOrder(SqlText sql) => sql.Text(" order by ").Text(string.Join(", ", layout.Keys.Select(key => $"c{key}")));

    private static SqlText Limit(SqlText sql, int? limit) => limit is { } most ? sql.Text(" limit ").Text(most.ToString(CultureInfo.InvariantCulture)) : sql;

    private void WriteMatching(SqlText sql, Condition? only, Condition? parted)
    {
        WriteGate(sql, "");
        WriteRelease(newest is null ? sql : sql.Text(" and "));
        foreach (var condition in query.Conditions)
        {
            sql.Text(" and ");
            if (ReferenceEquals(condition, parted))
            {
                sql.Column(query.Order[0].Field.Column!).Text(" = part.v");
            }
            else
            {
                condition.Write(sql);
            }
        }

        only?.Write(sql.Text(" and "));
    }

    // No rows where the newest release is not the expected one.
    private void WriteGate(SqlText sql, string before)
    {
        if (newest is not null)
        {
            sql.Text(before).Text("(select published_at from opendata.release order by number desc limit 1) = ").Value(newest.PublishedAt);
        }
    }

    private void WriteRelease(SqlText sql) => _ = release.IsCurrent
        ? sql.Text("until_release is null")
        : sql.Text("since_release <= ").Value(release.Number).Text(" and (until_release is null or until_release > ").Value(release.Number).Text(")");
}
