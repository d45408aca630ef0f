using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>A publish that is killed without warning leaves the old release or the new one, whole.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 10;
    private readonly PrivateCluster cluster = PrivateCluster.Start();
    private readonly InputDirectory input = new();
    private int edition;

    public void Dispose()
    {
        input.Dispose();
        cluster.StopServer();
    }

    [Fact]
    public async Task The_command_killed_at_any_moment_leaves_the_old_release_or_the_new_one()
    {
        await PrepareAsync();
        var whole = await MeasureAsync();
        foreach (var moment in Moments())
        {
            var before = await StateAsync();
            NextEdition();
            using var process = StartCommand();
            await Task.Delay(whole * moment);
            process.Kill();
            await process.WaitForExitAsync();
            await WaitForSessionsAsync();
            await AssertOldOrNewAsync(before, moment);
        }

        await AssertNextPublishWorksAsync();
    }

    [Fact]
    public async Task PostgreSQL_killed_at_any_moment_leaves_the_old_release_or_the_new_one()
    {
        await PrepareAsync();
        var whole = await MeasureAsync();
        foreach (var moment in Moments())
        {
            var before = await StateAsync();
            NextEdition();
            using var process = StartCommand();
            await Task.Delay(whole * moment);
            KillServer();
            await process.WaitForExitAsync();
            cluster.StartServer();
            NpgsqlConnection.ClearAllPools();
            await AssertOldOrNewAsync(before, moment);
        }

        await AssertNextPublishWorksAsync();
    }

    private async Task PrepareAsync()
    {
        await Migrator.MigrateAsync(cluster.ConnectionString);
        await using var source = OpenDataSources.Create(cluster.ConnectionString + ";Pooling=false", DatabaseRole.Publisher, TimeSpan.Zero);
        await new Publisher(source).PublishAsync(TestDatabase.DataDirectory);
        foreach (var file in Directory.GetFiles(TestDatabase.DataDirectory, "*.csv"))
        {
            File.Copy(file, Path.Combine(input.Path, Path.GetFileName(file)));
        }
    }

    // Every edition changes the names of all municipalities, and with them rows, checks, data files and datasets' states.
    private void NextEdition()
    {
        edition++;
        File.Copy(Path.Combine(TestDatabase.DataDirectory, "areas.csv"), Path.Combine(input.Path, "areas.csv"), overwrite: true);
        input.Replace("areas.csv", "市,", FormattableString.Invariant($"市（試験{edition}）,"));
    }

    private async Task<TimeSpan> MeasureAsync()
    {
        NextEdition();
        var clock = Stopwatch.StartNew();
        using var process = StartCommand();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await process.StandardError.ReadToEndAsync());
        output.WriteLine(FormattableString.Invariant($"one publish: {clock.Elapsed.TotalSeconds:0.00} s"));
        return clock.Elapsed;
    }

    // One in each part of the run, wherever the seed puts it there; the last few around the commit.
    private IEnumerable<double> Moments()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("OPENDATA_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine(FormattableString.Invariant($"OPENDATA_TEST_SEED={seed}"));
        var random = new Random(seed);
        for (var i = 0; i < Kills; i++)
        {
            yield return i < Kills - 4 ? (i + random.NextDouble()) / (Kills - 4) * 0.9 : 0.9 + (random.NextDouble() * 0.35);
        }
    }

    private Process StartCommand()
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sapporo.OpenData.Cli.dll"), "publish", input.Path]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        info.Environment["ConnectionStrings__OpenData"] = cluster.ConnectionString;
        return Process.Start(info)!;
    }

    // All processes of this cluster and no other: the postmaster and what it started.
    private void KillServer()
    {
        var postmaster = File.ReadLines(Path.Combine(cluster.Folder, "data", "postmaster.pid")).First();
        TestCluster.Run("bash", "-c", $"kill -9 {postmaster} $(ps -o pid= --ppid {postmaster}); while kill -0 {postmaster} 2>/dev/null; do sleep 0.02; done");
        Thread.Sleep(200); // shared memory goes with the last of its processes
    }

    // The server notices a client that is gone when it next speaks to it, and rolls back or has committed.
    private async Task WaitForSessionsAsync()
    {
        for (var i = 0; i < 600; i++)
        {
            if ((await QueryAsync("select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"))[0] == "0")
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The killed command's session goes on.");
    }

    private async Task AssertOldOrNewAsync(State before, double moment)
    {
        var after = await StateAsync();
        output.WriteLine(FormattableString.Invariant($"killed at {moment:0.000}: release {before.Release} -> {after.Release}"));
        if (after.Release == before.Release)
        {
            Assert.Equal(before, after);
            return;
        }

        // The new release: what a publish that nobody disturbs finds nothing to add to, and what it left of the old.
        Assert.Equal(before.Release + 1, after.Release);
        Assert.Equal(before.Digest, await DigestAsync(before.Release));
        await using var source = OpenDataSources.Create(cluster.ConnectionString + ";Pooling=false", DatabaseRole.Publisher, TimeSpan.Zero);
        Assert.Null((await new Publisher(source).PublishAsync(input.Path)).Release);
        Assert.Equal(after, await StateAsync());
    }

    private async Task AssertNextPublishWorksAsync()
    {
        var before = await StateAsync();
        NextEdition();
        await using var source = OpenDataSources.Create(cluster.ConnectionString + ";Pooling=false", DatabaseRole.Publisher, TimeSpan.Zero);
        Assert.Equal(before.Release + 1, (await new Publisher(source).PublishAsync(input.Path)).Release);
    }

    private async Task<State> StateAsync()
    {
        var release = int.Parse((await QueryAsync("select max(number) from opendata.release"))[0], CultureInfo.InvariantCulture);
        return new State(release, await DigestAsync(release));
    }

    // A digest over all that belongs to a release: rows of every versioned table, and every other table's rows up to it.
    private async Task<string> DigestAsync(int release)
    {
        var queries = new List<string>
        {
            $"select r::text from opendata.release r where number <= {release} order by 1", $"select c::text from opendata.release_count c where release <= {release} order by 1",
            $"select f::text from opendata.file_rendition f where release <= {release} order by 1", $"select s::text from opendata.dataset_state s where release <= {release} order by 1",
            $"select c.sha256 || c.size || md5(string_agg(k.bytes, '' order by k.ordinal)) from opendata.stored_content c join opendata.stored_chunk k using (sha256) where exists (select from opendata.file_rendition f where f.sha256 = c.sha256 and f.release <= {release}) group by c.sha256, c.size order by 1",
        };
        foreach (var table in await QueryAsync("select name from opendata.versioned_table order by 1"))
        {
            queries.Add($"select (to_jsonb(v) - 'until_release')::text from opendata.{table}_version v where since_release <= {release} and (until_release is null or until_release > {release}) order by 1");
        }

        // Nothing may be there that no release speaks of.
        Assert.Equal(["0"], await QueryAsync("select count(*) from opendata.stored_content c where not exists (select from opendata.file_rendition f where f.sha256 = c.sha256)"));
        var text = new StringBuilder();
        foreach (var query in queries)
        {
            text.Append(query).Append('\n').AppendJoin('\n', await QueryAsync(query)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private sealed record State(int Release, string Digest);
}
