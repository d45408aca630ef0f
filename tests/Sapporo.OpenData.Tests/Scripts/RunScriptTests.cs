using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Scripts;

/// <summary>src/run.sh and src/opendata.sh, run as a newcomer would.</summary>
public sealed class RunScriptTests : IDisposable
{
    private const int SigTerm = 15;
    private readonly string home = Path.Combine(Directory.CreateTempSubdirectory("opendata-home-").FullName, "a folder with blanks");
    private readonly List<Process> started = [];

    public RunScriptTests()
    {
        // Root's cluster belongs to another user, who must be able to get there.
        TestCluster.Run("chmod", "755", Path.GetDirectoryName(home)!);
    }

    public void Dispose()
    {
        foreach (var process in started.Where(process => !process.HasExited))
        {
            Signal(process);
            process.WaitForExit(20_000);
        }

        Directory.Delete(Path.GetDirectoryName(home)!, recursive: true);
    }

    [Fact]
    public async Task It_serves_is_joined_stops_cleanly_and_keeps_its_data()
    {
        // Two started at once on an empty home share one cluster, made and filled once.
        var first = Start(out var address);
        var second = Start(out var other);
        await ReadyAsync(address);
        await ReadyAsync(other);
        Assert.Contains("\"total\":12", await GetAsync(address, "/v1/municipalities?limit=1"), StringComparison.Ordinal);

        Assert.Equal(0, TryCommand("health", new Uri(address, "/health/ready").ToString()).Code);

        // The second outlives the first.
        Assert.Equal(0, Stop(first));
        Assert.Contains("\"release\":1", await GetAsync(other, "/health/ready"), StringComparison.Ordinal);
        Assert.Contains("リリース 1", Command("status"), StringComparison.Ordinal);
        Assert.Equal(0, Stop(second));
        Assert.False(File.Exists(Path.Combine(home, "pgdata", "postmaster.pid")), "the cluster goes on running");

        Assert.Equal(1, TryCommand("health", new Uri(address, "/health/ready").ToString()).Code);

        // Killed hard, the next start takes over the cluster that was left behind.
        var killed = Start(out var third);
        await ReadyAsync(third);
        TestCluster.Run("bash", "-c", $"pkill -9 -P {killed.Id}; kill -9 {killed.Id}");
        await killed.WaitForExitAsync();
        Assert.True(File.Exists(Path.Combine(home, "pgdata", "postmaster.pid")));
        var heir = Start(out var fourth);
        await ReadyAsync(fourth);
        Assert.Contains("\"total\":1,", await GetAsync(fourth, "/v1/releases"), StringComparison.Ordinal);

        // A port in use is told as such.
        var clash = Start(out _, fourth);
        await clash.WaitForExitAsync();
        Assert.NotEqual(0, clash.ExitCode);
        Assert.Contains("port is in use", await clash.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, Stop(heir));
        Assert.False(File.Exists(Path.Combine(home, "pgdata", "postmaster.pid")));
    }

    [Fact]
    public void A_half_made_cluster_is_set_aside_and_a_new_one_made()
    {
        Directory.CreateDirectory(Path.Combine(home, "pgdata"));
        File.WriteAllText(Path.Combine(home, "pgdata", "precious"), "x");
        Assert.Contains("まだ何も公表していません", Command("status"), StringComparison.Ordinal);
        var aside = Assert.Single(Directory.GetDirectories(home, "pgdata.broken-*"));
        Assert.True(File.Exists(Path.Combine(aside, "precious")));
    }

    [Fact]
    public void The_command_tells_what_is_wrong_by_its_exit_code()
    {
        var input = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(home)!, "input")).FullName;
        File.WriteAllText(Path.Combine(input, "states.csv"), "語,英語\n常時,\n");
        var (code, output) = TryCommand("check", input);
        Assert.Equal(1, code);
        Assert.Contains("states.csv:2 [英語]", output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(input, "states.csv"), "語,英語\n常時,at all times\n開設,open\n維持,maintained\n");
        Assert.Equal(0, TryCommand("check", input).Code);
        Assert.Contains("リリース 1", Command("publish", input, "--note", "試験"), StringComparison.Ordinal);
        Assert.Contains("試験", Command("releases"), StringComparison.Ordinal);
        Assert.Contains("変更がない", Command("revert", "1"), StringComparison.Ordinal);
        Assert.Equal(2, TryCommand("revert", "7").Code);
        Assert.Equal(2, TryCommand("nothing").Code);
        Assert.Equal(2, TryCommand("check").Code);
    }

    private Process Start(out Uri address, Uri? at = null)
    {
        address = at ?? FreeAddress();
        var info = Info("src/run.sh");
        info.Environment["ASPNETCORE_URLS"] = address.ToString();
        var process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        started.Add(process);
        return process;
    }

    private ProcessStartInfo Info(string script, params string[] arguments)
    {
        var info = new ProcessStartInfo(Path.Combine(TestDatabase.Repository, script), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        info.Environment["OPENDATA_HOME"] = home;
        info.Environment.Remove("ConnectionStrings__OpenData");
        return info;
    }

    private string Command(params string[] arguments)
    {
        var (code, output) = TryCommand(arguments);
        Assert.True(code == 0, output);
        return output;
    }

    private (int Code, string Output) TryCommand(params string[] arguments)
    {
        using var process = Process.Start(Info("src/opendata.sh", arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static int Stop(Process process)
    {
        Signal(process);
        Assert.True(process.WaitForExit(30_000), "it does not stop");
        return process.ExitCode;
    }

    private static void Signal(Process process) => Assert.Equal(0, Kill(process.Id, SigTerm));

    private static async Task ReadyAsync(Uri address)
    {
        for (var i = 0; i < 300; i++)
        {
            try
            {
                await GetAsync(address, "/health/ready");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }

        throw new TimeoutException("src/run.sh did not become ready.");
    }

    private static async Task<string> GetAsync(Uri address, string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(address, path));
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
