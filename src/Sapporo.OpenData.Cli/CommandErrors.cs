using System.Net.Sockets;
using Npgsql;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Cli;

/// <summary>Turns what went wrong into messages and exit codes: 1 the input, 2 the call, 3 the database.</summary>
internal static class CommandErrors
{
    public const int WrongCall = 2;

    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (InputException input)
        {
            foreach (var problem in input.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.Error.WriteLine($"問題 {input.Problems.Count} 件。何も公表していません。 / {input.Problems.Count} problem(s); nothing was published.");
            return 1;
        }
        catch (UsageException usage)
        {
            Console.Error.WriteLine(usage.Message);
            return WrongCall;
        }
        catch (Exception failed) when (failed is NpgsqlException or SocketException or InvalidOperationException)
        {
            Console.Error.WriteLine($"データベースの処理に失敗しました。 / The database refused: {failed.Message}");
            return 3;
        }
    }
}

/// <summary>The command was called in a way that cannot work.</summary>
internal sealed class UsageException(string message) : Exception(message);
