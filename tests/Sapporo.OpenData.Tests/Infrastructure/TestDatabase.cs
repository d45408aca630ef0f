using Npgsql;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>A database of its own for a test class, cloned from a template in which db/data is published.</summary>
public class TestDatabase : IAsyncLifetime
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim Cloning = new(1);
    private readonly string name = $"t_{Guid.NewGuid():N}";

    /// <summary>Root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The data that the repository publishes.</summary>
    public static string DataDirectory { get; } = Path.Combine(Repository, "db", "data");

    /// <summary>Connection string with full rights.</summary>
    public string ConnectionString => TestCluster.For(name);

    /// <summary>A data source in the publisher's role.</summary>
    public NpgsqlDataSource Publisher { get; private set; } = null!;

    /// <summary>An empty database, not yet migrated.</summary>
    public static async Task<string> CreateEmptyAsync()
    {
        var empty = $"t_{Guid.NewGuid():N}";
        await TestCluster.ExecuteAsync($"create database {empty} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
        return empty;
    }

    /// <inheritdoc />
    public virtual async Task InitializeAsync()
    {
        var template = await Template.Value;
        await Cloning.WaitAsync();
        try
        {
            await TestCluster.ExecuteAsync($"create database {name} template {template}");
        }
        finally
        {
            Cloning.Release();
        }

        await Migrator.MigrateAsync(ConnectionString); // the clone's own roles
        Publisher = OpenDataSources.Create(ConnectionString, DatabaseRole.Publisher, TimeSpan.Zero);
    }

    /// <inheritdoc />
    public virtual async Task DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await TestCluster.ExecuteAsync($"drop database {name} with (force)");
        foreach (var role in new[] { "owner", "publisher", "reader" })
        {
            await TestCluster.ExecuteAsync($"drop role {name}_{role}");
        }
    }

    /// <summary>Runs hand-written SQL and returns its rows as text.</summary>
    public async Task<List<string?[]>> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    /// <summary>One value of a query, as text.</summary>
    public async Task<string?> ScalarAsync(string sql) => (await QueryAsync(sql))[0][0];

    private static async Task<string> MakeTemplateAsync()
    {
        var template = await CreateEmptyAsync();
        await Migrator.MigrateAsync(TestCluster.For(template));
        await using var source = OpenDataSources.Create(TestCluster.For(template) + ";Pooling=false", DatabaseRole.Publisher, TimeSpan.Zero);
        await new Publisher(source).PublishAsync(DataDirectory, "初回の公表");
        return template;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Sapporo.OpenData.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
