using System.CommandLine;

namespace Sapporo.OpenData.Cli;

/// <summary>health URL: exit code 0 while the address answers with success; for container health checks.</summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var url = new Argument<string>("URL") { Description = "確かめるアドレス / address to ask" };
        var command = new Command("health", "サーバーが応答するかを確かめる / ask a server whether it is well") { url };
        command.SetAction(async (call, cancel) =>
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
            try
            {
                using var response = await client.GetAsync(new Uri(call.GetRequiredValue(url)), cancel);
                return response.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException or UriFormatException)
            {
                Console.Error.WriteLine(failed.Message);
                return 1;
            }
        });
        return command;
    }
}
