using System.Net.Sockets;
using Npgsql;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Cli;

/// <summary>Turns what went wrong into messages and exit codes: 1 the input, 2 the call, 3 the database.</summary>
internal static class CommandErrors
{
    public const int WrongInput = 1;

    public const int WrongCall = 2;

    private const int DatabaseFailed = 3;

    private const int Interrupted = 130;

    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (InputException input)
        {
            Publishing.InputReport.PrintProblems(Console.Error, input);
            return WrongInput;
        }
        catch (UsageException usage)
        {
            Console.Error.WriteLine(usage.Message);
            return WrongCall;
        }
        catch (PublicationUnderWayException busy)
        {
            Console.Error.WriteLine(busy.Message);
            return DatabaseFailed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("中断しました。公表していません。 / Interrupted; nothing was published.");
            return Interrupted;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"ファイルを読み書きできません。ほかのプログラムで開いていれば閉じてください。 / A file cannot be read or written; close it where another program has it open: {unreadable.Message}");
            return WrongInput;
        }
        catch (Exception failed) when (failed is NpgsqlException or SocketException or InvalidOperationException)
        {
            Console.Error.WriteLine($"データベースの処理に失敗しました。 / The database refused: {failed.Message}");
            return DatabaseFailed;
        }
    }
}

/// <summary>The command was called in a way that cannot work.</summary>
internal sealed class UsageException(string message) : Exception(message);
