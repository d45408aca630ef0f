using System.Text;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The views that data files are made of: their headers are published, and their comments describe the columns.</summary>
public partial class ViewTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string> Views => [.. Directory.GetFiles(Path.Combine(TestDatabase.Repository, "db", "migrations")).SelectMany(file => ViewName().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void No_header_is_longer_than_PostgreSQL_keeps()
    {
        var names = Directory.GetFiles(Path.Combine(TestDatabase.Repository, "db", "migrations")).SelectMany(file => QuotedName().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).ToList();
        Assert.Contains("都道府県コード又は市区町村コード", names);
        Assert.All(names, name => Assert.True(Encoding.UTF8.GetByteCount(name) <= 63, name));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_column_is_described_and_named_for_programs(string view)
    {
        var columns = (await database.QueryAsync($"select name, type, comment from opendata.view_columns('{view}')"))
            .Select((row, i) => (Comment: row[2], Column: DataFileColumn.Read(row[0]!, i + 1, row[1]!, row[2]))).ToList();
        Assert.NotEmpty(columns);
        Assert.All(columns, column => Assert.Matches(CommentForm(), column.Comment!));
        Assert.All(columns, column => Assert.Matches("^[a-z][A-Za-z0-9]*$", column.Column.Name));
        Assert.All(columns, column => Assert.DoesNotMatch(@"[\s\u3000]", column.Column.Header));
        Assert.Equal(columns.Count, columns.DistinctBy(column => column.Column.Name).Count());
        Assert.Contains(columns, column => column.Column.IsKey);
        Assert.Matches(".+ / .+", (await database.ScalarAsync($"select obj_description('opendata.{view}'::regclass)"))!);

        var keys = string.Join(", ", columns.Where(column => column.Column.IsKey).Select(column => DataFileQuery.Quote(column.Column.Header)));
        Assert.Equal("0", await database.ScalarAsync($"select count(*) - count(distinct ({keys})) from opendata.{view}"));
        foreach (var column in columns.Where(column => column.Column.IsKey || column.Column.IsRequired))
        {
            Assert.Equal("0", await database.ScalarAsync($"select count(*) from opendata.{view} where {DataFileQuery.Quote(column.Column.Header)} is null"));
        }
    }

    [Theory]
    [InlineData("数 / Number {n key required unit=人}", "数", "Number", "n", "人", true, true)]
    [InlineData("数 / Number {n}", "数", "Number", "n", null, false, false)]
    [InlineData("A / B / C {n}", "A", "B / C", "n", null, false, false)]
    [InlineData("数", "数", "見出し", "column3", null, false, false)]
    [InlineData(null, "見出し", "見出し", "column3", null, false, false)]
    public void A_comment_is_read_in_its_parts(string? comment, string ja, string en, string name, string? unit, bool isKey, bool isRequired) =>
        Assert.Equal(new DataFileColumn("見出し", name, ja, en, "number", unit, isKey, isRequired), DataFileColumn.Read("見出し", 3, "numeric", comment));

    [GeneratedRegex(@"create view opendata\.(?<name>file_\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ViewName();

    [GeneratedRegex("\"(?<name>[^\"\n]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotedName();

    [GeneratedRegex(@"^.+ / .+ \{[a-z][A-Za-z0-9]*( key)?( required)?( unit=\S+)?\}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommentForm();
}
