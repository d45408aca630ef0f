using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Sapporo.OpenData.Storage;

/// <summary>Applies db/migrations, forward only, each file once; safe when several start at the same time.</summary>
public static class Migrator
{
    private const long LockKey = 0x5361_7070_6f72_6f01;

    /// <summary>Brings the database up to date.</summary>
    /// <param name="connectionString">A login that may create roles, or a member of the three roles.</param>
    /// <param name="cancel">Stops between files.</param>
    /// <returns>Names of the files applied now; empty when the database was up to date.</returns>
    /// <exception cref="InvalidOperationException">A file that was applied has been changed since, or the database is newer.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancel = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancel); // freed with the connection
        await ExecuteAsync(connection, ReadResource("roles.sql"), cancel);
        await ExecuteAsync(connection, $"set role \"{OpenDataSources.RoleName(settings, DatabaseRole.Owner)}\"", cancel);
        var applied = await AppliedAsync(connection, cancel);
        var files = Files();
        if (applied.Keys.Except(files.Select(file => file.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException($"The database holds migration {unknown}, which this build does not know. Use a newer build.");
        }

        var done = new List<string>();
        foreach (var (name, sql) in files)
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.TryGetValue(name, out var known))
            {
                if (known != checksum)
                {
                    throw new InvalidOperationException($"Migration {name} was changed after it had been applied. Restore it, and put the change into a new file.");
                }

                continue;
            }

            await ApplyAsync(connection, name, sql, checksum, cancel);
            done.Add(name);
        }

        await ExecuteAsync(connection, "reset role", cancel); // the login may have made views of its own, on which only it may grant
        await ExecuteAsync(connection, ReadResource("grants.sql"), cancel);
        return done;
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await ExecuteAsync(connection, """
            create schema if not exists opendata;
            create table if not exists opendata.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
            comment on table opendata.migration is '適用済みの移行 / Migrations applied';
            comment on column opendata.migration.name is 'ファイル名 / File name';
            comment on column opendata.migration.sha256 is 'ファイルのSHA-256 / SHA-256 of the file';
            comment on column opendata.migration.applied_at is '適用日時 / Time applied'
            """, cancel);
        await using var command = new NpgsqlCommand("select name, sha256 from opendata.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, string checksum, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, sql, cancel);
        await using var record = new NpgsqlCommand("insert into opendata.migration (name, sha256) values ($1, $2)", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = checksum } },
        };
        await record.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static IReadOnlyList<(string Name, string Sql)> Files() =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith("migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (name["migrations/".Length..], ReadResource(name)))];

    private static string ReadResource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
