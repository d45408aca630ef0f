using System.Diagnostics;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>The log of the program itself, as the container image writes it.</summary>
public sealed class RequestLogTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task A_line_for_each_request_tells_what_it_took_and_nothing_of_who_asked()
    {
        await using var program = await ApiProgram.StartAsync(api.ConnectionString);
        var (plain, _) = await program.GetAsync("/v1/projects?q=himitsu-query");
        var (_, problem) = await program.GetAsync("/v1/projects?himitsu-name=himitsu-value", Trace);
        await program.GetAsync("/v1/projects/himitsu-id");
        await program.GetAsync("/himitsu-path");
        string slow;
        await using (var held = await TableLock.TakeAsync(api.ConnectionString, "opendata.project_version"))
        {
            (_, slow) = await program.GetAsync("/v1/projects?q=himitsu-slow");
        }

        var lines = (await program.StopAsync()).ToList();
        var requests = lines.Where(line => line["Category"]!.GetValue<string>().EndsWith("RequestLog", StringComparison.Ordinal)).Select(line => line["State"]!).Where(state => state["Route"]?.GetValue<string>() != "/health/ready").ToList();
        Assert.Equal([200, 400, 404, 404, 503], requests.Select(state => state["Status"]!.GetValue<int>()));
        Assert.Equal(["/v{version:apiVersion}/projects", "/v{version:apiVersion}/projects", "/v{version:apiVersion}/projects/{id}", null, "/v{version:apiVersion}/projects"], requests.Select(state => state["Route"]?.GetValue<string>()));
        Assert.Equal([null, "unknown-parameter", "not-found", "not-found", "query-timeout"], requests.Select(state => state["Problem"]?.GetValue<string>()));
        Assert.All(requests, state => Assert.Equal("GET", state["Method"]!.GetValue<string>()));
        Assert.All(requests, state => Assert.Equal(1, state["Release"]!.GetValue<int>()));
        Assert.All(requests, state => Assert.True(state["DurationMs"]!.GetValue<double>() > 0));
        Assert.Equal(plain, requests[0]["Bytes"]!.GetValue<long>());
        Assert.Equal(Trace, requests[1]["TraceId"]!.GetValue<string>());
        Assert.Equal(Trace, JsonNode.Parse(problem)!["traceId"]!.GetValue<string>());
        var own = requests[4]["TraceId"]!.GetValue<string>(); // where the caller has none
        Assert.Matches("^[0-9a-f]{32}$", own);
        Assert.Equal(own, JsonNode.Parse(slow)!["traceId"]!.GetValue<string>());
        Assert.Equal(requests.Count, requests.Select(state => state["TraceId"]!.GetValue<string>()).Distinct().Count());
        Assert.Single(lines, line => line["LogLevel"]!.GetValue<string>() == "Error" && line["Exception"] is not null); // the query that took too long
        Assert.All(lines, line =>
        {
            var text = line.ToJsonString();
            Assert.DoesNotContain("himitsu", text, StringComparison.Ordinal);
            Assert.DoesNotContain("203.0.113.77", text, StringComparison.Ordinal);
            Assert.True(!text.Contains("127.0.0.1", StringComparison.Ordinal) || text.Contains("Now listening", StringComparison.Ordinal), text);
        });
    }

    private sealed class ApiProgram(Process process, Task<string> errors, List<string> output, HttpClient client) : IAsyncDisposable
    {
        public static async Task<ApiProgram> StartAsync(string connection)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sapporo.OpenData.Api.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.Environment["ConnectionStrings__OpenData"] = connection;
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            start.Environment["Logging__Console__FormatterName"] = "json";
            start.Environment["OpenData__TrustedProxies"] = "127.0.0.1";
            start.Environment["OpenData__StatementTimeoutSeconds"] = "1";
            var process = Process.Start(start)!;
            var (errors, output) = (process.StandardError.ReadToEndAsync(), new List<string>());
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                output.Add(line);
                if (JsonNode.Parse(line)!["State"]?["address"]?.GetValue<string>() is { } address)
                {
                    var client = new HttpClient { BaseAddress = new Uri(address) };
                    await TestApi.WaitUntilReadyAsync(client);
                    client.DefaultRequestHeaders.Add("User-Agent", "himitsu-agent");
                    client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
                    return new ApiProgram(process, errors, output, client);
                }
            }

            throw new InvalidOperationException(await errors);
        }

        public async Task<(long Bytes, string Body)> GetAsync(string url, string? trace = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (trace is not null)
            {
                request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
            }

            using var response = await client.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            return (body.Length, System.Text.Encoding.UTF8.GetString(body));
        }

        public async Task<IEnumerable<JsonNode>> StopAsync()
        {
            TestCluster.Run("kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            output.AddRange((await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            await process.WaitForExitAsync();
            Assert.Equal("", await errors);
            return output.Select(line => JsonNode.Parse(line)!);
        }

        public ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
