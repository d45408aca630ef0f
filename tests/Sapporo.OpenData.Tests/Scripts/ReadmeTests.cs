using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Scripts;

/// <summary>What the READMEs say is so.</summary>
public partial class ReadmeTests(TestApi api) : IClassFixture<TestApi>
{
    private static string Readme => File.ReadAllText(Path.Combine(TestDatabase.Repository, "README.md"));

    [Fact]
    public async Task Every_example_request_brings_the_answer_that_stands_below_it()
    {
        var examples = Example().Matches(Readme);
        Assert.True(examples.Count >= 5);
        foreach (Match example in examples)
        {
            var answer = (await api.Client.GetStringAsync(example.Groups["path"].Value)).Replace(api.Client.BaseAddress!.ToString(), "http://127.0.0.1:5080/", StringComparison.Ordinal);
            if (example.Groups["kind"].Value == "json")
            {
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(example.Groups["answer"].Value), JsonNode.Parse(answer)), $"{example.Groups["path"].Value}: {answer}");
            }
            else
            {
                Assert.Equal(example.Groups["answer"].Value.Trim(), answer.ReplaceLineEndings("\n").Trim());
            }
        }
    }

    [Fact]
    public void Every_setting_is_named_with_its_default()
    {
        var rows = Readme.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).ToList();
        foreach (var setting in typeof(ApiOptions).GetProperties())
        {
            var row = Assert.Single(rows, cells => cells[1].Contains($"`{setting.Name}`", StringComparison.Ordinal));
            if (setting.PropertyType != typeof(string))
            {
                var defaults = row[2].Split(',').Select(text => text.Trim(' ', '`').Split('（')[0]).ToList();
                var at = row[1].Split(',').ToList().FindIndex(name => name.Trim(' ', '`') == setting.Name);
                Assert.Equal(JsonSerializer.Serialize(setting.GetValue(new ApiOptions())), defaults[at]); // true as one writes it
            }
        }
    }

    [Fact]
    public void The_data_README_names_every_file_and_column_in_both_languages()
    {
        var readme = File.ReadAllText(Path.Combine(TestDatabase.DataDirectory, "README.md"));
        var missing = InputFile.All.Select(file => file.FileName)
            .Concat(InputFile.All.SelectMany(file => file.Columns).SelectMany(column => new[] { column.Ja, column.En }))
            .Distinct().Where(name => !readme.Contains(name, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"```sh\ncurl -s 'http://127\.0\.0\.1:5080(?<path>[^']+)'\n```\n\n```(?<kind>json|csv)\n(?<answer>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Example();
}
