using System.Diagnostics;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The code examples of the pages of datasets run as they are shown, for every data file.</summary>
public partial class DatasetPageTests(TestApi api, ITestOutputHelper output) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Every_example_reads_the_file_that_it_stands_at()
    {
        var files = await ExamplesAsync("");
        Assert.Equal(57, files.Count);
        foreach (var some in files.Chunk(3))
        {
            await Task.WhenAll(some.Select(file => RunsAsync(file.Csv, file.Code)));
        }
    }

    [Fact]
    public async Task R_and_Power_Query_name_the_address_and_columns_of_their_file()
    {
        var hasR = Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), folder => File.Exists(Path.Combine(folder, "Rscript")));
        foreach (var file in await ExamplesAsync(""))
        {
            var table = StrictCsv.Parse(await api.Client.GetStringAsync(file.Csv));
            var address = new Uri(api.Client.BaseAddress!, file.Csv).ToString();
            Assert.All(["r", "excel"], language => Assert.Contains($"\"{address}\"", file.Code[language], StringComparison.Ordinal));
            Assert.Contains(ColumnForm().Match(file.Code["r"]).Groups["name"].Value, table[0]);
            var numbers = NumberForm().Matches(file.Code["excel"]).Select(match => match.Groups["name"].Value).ToList();
            Assert.Subset(table[0].ToHashSet(StringComparer.Ordinal), numbers.ToHashSet(StringComparer.Ordinal));
            Assert.All(numbers, name => Assert.All(table.Skip(1).Select(row => row[table[0].IndexOf(name)]).Where(cell => !string.IsNullOrEmpty(cell)), cell => Assert.Matches("^-?[0-9]+([.][0-9]+)?$", cell)));
            Assert.DoesNotContain("団体コード", numbers);
            if (hasR)
            {
                var printed = await RunAsync(Path.GetTempPath(), "Rscript", ["-e", file.Code["r"]]);
                Assert.StartsWith($"[1] {table.Count - 1}\n", printed, StringComparison.Ordinal);
            }
        }

        output.WriteLine(hasR ? "R ran." : "R did not run: there is no Rscript here. Its address and column were checked.");
    }

    [Fact]
    public async Task A_pinned_page_gives_examples_of_that_release()
    {
        Assert.All(await ExamplesAsync("?release=1"), file => Assert.All(file.Code.Values, code => Assert.Contains("?release=1", code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_page_keeps_to_its_weight()
    {
        foreach (var name in (await api.AllItemsAsync("/v1/datasets?fields=name")).Select(item => item["name"]!.GetValue<string>()))
        {
            Assert.InRange((await api.Client.GetByteArrayAsync($"/dataset/{name}")).Length, 1000, 60_000);
            Assert.InRange((await api.Client.GetByteArrayAsync($"/dataset/{name}?lang=en")).Length, 1000, 60_000);
        }
    }

    [Fact]
    public async Task Mistakes_are_reported_where_the_settings_say_and_nowhere_else()
    {
        Assert.Empty((await api.Client.PageAsync("/dataset/kpi")).QuerySelectorAll(".report"));
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:ContactUrl", "https://city.example.jp/contact?to=data"));
        await TestApi.WaitUntilReadyAsync(client);
        Assert.Equal("https://city.example.jp/contact?to=data", (await client.PageAsync("/dataset/kpi")).QuerySelector(".report a")!.GetAttribute("href"));
        await app.DisposeAsync();
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => TestApi.StartAsync(api.ConnectionString, ("OpenData:ContactUrl", "javascript:alert(1)")));
    }

    private async Task RunsAsync(string csv, Dictionary<string, string> code)
    {
        var text = await api.Client.GetStringAsync(csv);
        var table = StrictCsv.Parse(text);
        var folder = Directory.CreateTempSubdirectory("opendata-example-").FullName;
        Assert.Equal("", await RunAsync(folder, "bash", ["-c", code["curl"]]));
        Assert.Equal(text, await File.ReadAllTextAsync(Directory.GetFiles(folder).Single()));
        var column = table[0].IndexOf(ColumnForm().Match(code["python"]).Groups["name"].Value);
        var expected = table.Skip(1).Take(3).Select(row => row[column]).Prepend($"{table.Count - 1}").ToList();
        await File.WriteAllTextAsync(Path.Combine(folder, "example.mjs"), code["javascript"]);
        Assert.Equal(expected, Lines(await RunAsync(folder, "node", ["example.mjs"])));
        await File.WriteAllTextAsync(Path.Combine(folder, "example.py"), code["python"]);
        Assert.Equal(expected, Lines(await RunAsync(folder, "python3", ["example.py"])));
        Directory.Delete(folder, recursive: true);
    }

    private async Task<List<(string Csv, Dictionary<string, string> Code)>> ExamplesAsync(string query)
    {
        var files = new List<(string, Dictionary<string, string>)>();
        foreach (var name in (await api.AllItemsAsync("/v1/datasets?fields=name")).Select(item => item["name"]!.GetValue<string>()))
        {
            var page = await api.Client.PageAsync($"/dataset/{name}{query}");
            foreach (var section in page.QuerySelectorAll("article.file"))
            {
                files.Add(($"/dataset/{name}/{section.Id}.csv{query}", section.QuerySelectorAll("pre").ToDictionary(example => example.Id!.Split('.')[^1], example => example.TextContent, StringComparer.Ordinal)));
            }
        }

        return files;
    }

    private static List<string> Lines(string text) => [.. text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r') is "null" or "None" ? "" : line)];

    private static async Task<string> RunAsync(string folder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["PYTHONIOENCODING"] = "utf-8" } })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return text;
    }

    [GeneratedRegex("\\[{1,2}\"(?<name>[^\"]+)\"\\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColumnForm();

    [GeneratedRegex("\\{\"(?<name>[^\"]+)\", type number\\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberForm();
}
