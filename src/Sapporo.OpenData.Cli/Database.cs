using Npgsql;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Cli;

/// <summary>The database that the command works on.</summary>
internal static class Database
{
    public const string ConnectionVariable = "ConnectionStrings__" + OpenDataSources.ConnectionName;

    public static string ConnectionString
    {
        get
        {
            var text = Environment.GetEnvironmentVariable(ConnectionVariable)
                ?? throw new UsageException($"環境変数 {ConnectionVariable} に接続文字列を設定してください。 / Set {ConnectionVariable} to a PostgreSQL connection string.");
            try
            {
                _ = new NpgsqlConnectionStringBuilder(text);
                return text;
            }
            catch (ArgumentException malformed)
            {
                throw new UsageException($"環境変数 {ConnectionVariable} の接続文字列を読めません。 / The connection string in {ConnectionVariable} is malformed: {malformed.Message}");
            }
        }
    }

    public static NpgsqlDataSource Open(DatabaseRole role) => OpenDataSources.Create(ConnectionString, role, TimeSpan.Zero);
}
