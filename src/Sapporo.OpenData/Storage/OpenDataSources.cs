using Npgsql;

namespace Sapporo.OpenData.Storage;

/// <summary>The database roles, least privilege first; each is a role named after the database.</summary>
public enum DatabaseRole
{
    /// <summary>SELECT only, in read-only transactions.</summary>
    Reader,

    /// <summary>Adds rows and ends their spans, through publishing.</summary>
    Publisher,

    /// <summary>Owns the schema; migrates.</summary>
    Owner,
}

/// <summary>Builds data sources that act in one of the installation's roles.</summary>
public static class OpenDataSources
{
    /// <summary>Configuration name of the connection string.</summary>
    public const string ConnectionName = "OpenData";

    private const int Grace = 10; // seconds

    /// <summary>Npgsql setting: a data source in <paramref name="role"/> with a time limit a statement (zero: none).</summary>
    public static NpgsqlDataSource Create(string connectionString, DatabaseRole role, TimeSpan statementTimeout, int? maxPoolSize = null, string? name = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "sapporo-opendata";
        settings.CommandTimeout = statementTimeout == TimeSpan.Zero ? 0 : (int)statementTimeout.TotalSeconds + Grace; // the server's statement_timeout rules; this is for a server that says nothing more
        settings.MaxPoolSize = maxPoolSize ?? settings.MaxPoolSize;
        settings.MaxAutoPrepare = 0; // a statement that fails when it is first prepared breaks its connection for the next user (npgsql issue 6391)
        settings.NoResetOnClose = role == DatabaseRole.Reader; // readers change no setting of their session, and statements prepared on it stay
        settings.IncludeErrorDetail = role != DatabaseRole.Reader; // the publisher sees its own input
        settings.Options = string.Join(' ', new[]
        {
            settings.Options,
            $"-c role={EscapeOption(RoleName(settings, role))}",
            $"-c statement_timeout={(long)statementTimeout.TotalMilliseconds}",
            "-c jit=off", // compiling a query over all tables takes seconds, running it milliseconds
            role == DatabaseRole.Reader ? "-c default_transaction_read_only=on" : null,
        }.Where(option => !string.IsNullOrEmpty(option)));
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.Build(); // the name tells pools apart in measurements
    }

    /// <summary>Name of the role in the database that the connection string names.</summary>
    public static string RoleName(NpgsqlConnectionStringBuilder settings, DatabaseRole role) =>
        $"{settings.Database ?? settings.Username}_{role.ToString().ToLowerInvariant()}";

    // In the start-up packet a blank ends an option; a backslash keeps it.
    private static string EscapeOption(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
