using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

public class MigratorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Several_starting_at_once_apply_each_file_once()
    {
        var name = await TestDatabase.CreateEmptyAsync();
        try
        {
            var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.MigrateAsync(TestCluster.For(name))));
            Assert.Equal(Directory.GetFiles(Path.Combine(TestDatabase.Repository, "db", "migrations")).Length, applied.Sum(files => files.Count));
            Assert.Single(applied, files => files.Count > 0);
        }
        finally
        {
            await TestCluster.ExecuteAsync($"drop database {name} with (force)");
            await TestCluster.ExecuteAsync($"drop role {name}_owner, {name}_publisher, {name}_reader");
        }
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_is_refused()
    {
        await TestCluster.ExecuteAsync("update opendata.migration set sha256 = repeat('0', 64) where name like '0002%'", Database);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.MigrateAsync(database.ConnectionString));
        Assert.Contains("0002_vocabulary.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_view_function_and_column_has_a_comment_in_both_languages()
    {
        var uncommented = await database.QueryAsync("""
            select c.relname || coalesce('.' || a.attname, '') from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relnamespace = 'opendata'::regnamespace and c.relkind in ('r', 'v')
               and (coalesce(col_description(c.oid, a.attnum), '') not like '% / %' or coalesce(obj_description(c.oid), '') not like '% / %')
            """);
        Assert.Empty(uncommented);
    }

    [Theory]
    [InlineData("reader", "insert into opendata.municipality values ('x')")]
    [InlineData("reader", "create table opendata.mine (i int)")]
    [InlineData("publisher", "update opendata.municipality_version set name_ja = 'x'")]
    [InlineData("publisher", "delete from opendata.municipality_version")]
    [InlineData("publisher", "update opendata.release set note = 'x'")]
    public async Task Roles_may_do_no_more_than_their_work(string role, string sql)
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => TestCluster.ExecuteAsync($"set role {Database}_{role}; {sql}", Database));
        Assert.Equal("42501", refused.SqlState);
    }

    [Theory]
    [InlineData("insert into opendata.area values ('011003'); insert into opendata.area_version values ('011003', 1, 'x', 'x', 'municipality', default, 1)", "23514")]
    [InlineData("insert into opendata.municipality_version select v.*, 1 from (select id, ordinal, name_ja, name_kana, name_en, 'county', role, subprefecture, district, known_for_ja, known_for_en from opendata.municipality_version limit 1) v", "42601")]
    [InlineData("insert into opendata.release values (8, now(), null, repeat('0', 64)), (9, now(), null, repeat('0', 64)); insert into opendata.state_version values ('維持', 'x', 8, 9)", "23P01")]
    [InlineData("insert into opendata.vision values ('9'); insert into opendata.vision_version (id, number, name_ja, name_en, start_fiscal_year, end_fiscal_year, source, source_place, since_release) values ('9', 9, 'x', 'x', 2030, 2029, 'initiatives-2024', 'x', 1)", "23514")]
    [InlineData("insert into opendata.evaluation values ('x-2019'); insert into opendata.evaluation_version (id, indicator, fiscal_year, rating, rating_code, actual_text, actual_kind, actual_amount, source, source_place, since_release) values ('x-2019', 'x', 2019, '◎', 'achieved', '1', 'number', 1, 'initiatives-2024', 'x', 1)", "23503")]
    public async Task Constraints_guard_what_they_can(string sql, string state)
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => TestCluster.ExecuteAsync(sql, Database));
        Assert.True(refused.SqlState == state || state == "42601", $"{refused.SqlState} {refused.MessageText}");
    }

    // What the tables of observations check by the statement.
    [Theory]
    [InlineData("insert into opendata.release values (8, now(), null, repeat('0', 64)); insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release) select id, area, measure, '1900', printed, amount, unit, 'basisNotPrinted', source, source_place, 8 from opendata.demographic_version where area = '011002' and basis is null limit 1", "23P01")]
    [InlineData("insert into opendata.demographic values ('x'); insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release) select 'x', '999999', measure, '1900', printed, 1, unit, 'basisNotPrinted', source, source_place, 1 from opendata.demographic_version limit 1", "23503")]
    [InlineData("insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release) select 'y', area, measure, '1900', printed, 1, unit, 'basisNotPrinted', source, source_place, 1 from opendata.demographic_version limit 1", "23503")]
    [InlineData("update opendata.demographic_version set until_release = 99", "23503")]
    [InlineData("update opendata.demographic_version set until_release = null", "23000")]
    [InlineData("update opendata.demographic_version set printed = '1'", "23000")]
    [InlineData("delete from opendata.area", "23000")]
    [InlineData("delete from opendata.demographic", "23000")]
    public async Task Observations_are_guarded_by_the_statement(string sql, string state)
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => TestCluster.ExecuteAsync(sql, Database));
        Assert.Equal(state, refused.SqlState);
    }

    private string Database => new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
}
