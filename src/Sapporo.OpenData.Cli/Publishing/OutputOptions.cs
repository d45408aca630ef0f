using System.CommandLine;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>Options that several commands share.</summary>
internal static class OutputOptions
{
    public static Argument<string> Directory() => new("DIR") { Description = "CSVファイルのフォルダー / directory of CSV files" };

    public static Option<string?> Note() => new("--note") { Description = "公表の説明 / note of the release" };

    public static Option<bool> NoWait() => new("--no-wait") { Description = "ほかの公表が進行中なら、待たずに終わる（終了コード3） / refuse, with exit code 3, while another publication is under way" };

    public static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "出力の形 / form of the output", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        return format;
    }
}
