using System.Diagnostics;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>
/// The PostgreSQL of a test run: the server that OPENDATA_TEST_CONNECTION names (a login that may create databases and
/// roles), a container of the image that OPENDATA_TEST_IMAGE names, or a private one; the last two are started with the
/// first test and go with the process.
/// </summary>
public static class TestCluster
{
    private static readonly Lazy<string> Server = new(Start);

    /// <summary>Connection string of the server, with its maintenance database.</summary>
    public static string ConnectionString => Server.Value;

    /// <summary>Connection string of a database on the server.</summary>
    public static string For(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;

    /// <summary>Runs a statement on the maintenance database.</summary>
    public static async Task ExecuteAsync(string sql, string? database = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database is null ? ConnectionString : For(database)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a program and returns what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output.Result}{error.Result}");
    }

    private static string Start() =>
        Environment.GetEnvironmentVariable("OPENDATA_TEST_CONNECTION") is { Length: > 0 } given ? given
        : Environment.GetEnvironmentVariable("OPENDATA_TEST_IMAGE") is { Length: > 0 } image ? StartContainer(image)
        : PrivateCluster.Start().ConnectionString;

    private static string StartContainer(string image)
    {
        var container = new PostgreSqlBuilder(image).WithUsername("opendata").WithDatabase("postgres").WithCommand("-c", "fsync=off", "-c", "max_connections=300").Build();
        container.StartAsync().GetAwaiter().GetResult();
        return container.GetConnectionString();
    }
}

/// <summary>A private PostgreSQL in a temporary folder, reached through a Unix socket.</summary>
public sealed class PrivateCluster
{
    private readonly string bin = FindBinaries();

    private PrivateCluster(string folder) => Folder = folder;

    /// <summary>Where it lives.</summary>
    public string Folder { get; }

    /// <summary>Connection string with its maintenance database.</summary>
    public string ConnectionString => $"Host={Folder};Username=opendata;Database=postgres";

    /// <summary>Makes and starts one; it is stopped and deleted when this process ends, however it ends.</summary>
    public static PrivateCluster Start() => Start(static cluster => cluster.AsOwner("initdb", "-D", cluster.Data, "-U", "opendata", "-A", "trust", "-E", "UTF8", "--locale=C"));

    /// <summary>Makes and starts a streaming replica of this one.</summary>
    public PrivateCluster StartReplica() => Start(replica => replica.AsOwner("pg_basebackup", "-h", Folder, "-U", "opendata", "-D", replica.Data, "-R", "-c", "fast"));

    private static PrivateCluster Start(Action<PrivateCluster> make)
    {
        var folder = Directory.CreateTempSubdirectory("opendata-test-").FullName;
        if (IsRoot)
        {
            TestCluster.Run("chown", "postgres", folder);
        }

        var cluster = new PrivateCluster(folder);
        make(cluster);
        cluster.StartServer();
        cluster.StopWithThisProcess();
        return cluster;
    }

    /// <summary>Starts the server, after it was stopped.</summary>
    public void StartServer() => AsOwner("pg_ctl", "-D", Data, "-l", Path.Combine(Folder, "log"), "-w", "-o", $"-c listen_addresses='' -c unix_socket_directories='{Folder}' -c fsync=off -c max_connections=300", "start");

    /// <summary>Stops the server at once, as a power cut would.</summary>
    public void StopServer() => AsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    private string Data => Path.Combine(Folder, "data");

    private static bool IsRoot => Environment.UserName == "root";

    // A watcher of its own: a test host that is killed runs no handlers.
    private void StopWithThisProcess() => Process.Start(new ProcessStartInfo("setsid",
    [
        "bash", "-c",
        $"exec </dev/null >/dev/null 2>&1; while kill -0 {Environment.ProcessId}; do sleep 0.5; done; kill -QUIT $(head -1 '{Data}/postmaster.pid'); sleep 1; rm -rf '{Folder}'",
    ])
    { UseShellExecute = false })!.Dispose();

    // pg_ctl's output goes to a file: a server that it starts would keep a pipe open.
    private void AsOwner(string program, params string[] arguments)
    {
        var owner = IsRoot ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";
        var words = string.Join(' ', arguments.Prepend(Path.Combine(bin, program)).Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        TestCluster.Run("bash", "-c", $"cd / && {owner}{words} >'{Folder}/{program}.out' 2>&1 </dev/null || {{ cat '{Folder}/{program}.out' >&2; exit 1; }}");
    }

    private static string FindBinaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).Last()
        : Path.GetDirectoryName(TestCluster.Run("bash", "-c", "readlink -f \"$(command -v initdb)\"").Trim())!;
}
