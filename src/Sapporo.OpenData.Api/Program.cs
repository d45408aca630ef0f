using Sapporo.OpenData.Api;

try
{
    var app = OpenDataHost.Create(args);
    var stopping = app.Lifetime.ApplicationStopping;
    try
    {
        await app.RunAsync();
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        // Whoever was still taking an answer when the time to stop had passed was cut off.
    }

    return 0;
}
catch (IOException failed) when (failed.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"ポートがすでに使われています。ASPNETCORE_URLS で別のポートを指定してください。 / The port is in use; set ASPNETCORE_URLS to another. ({failed.Message})");
    return 1;
}
catch (Microsoft.Extensions.Options.OptionsValidationException failed)
{
    Console.Error.WriteLine($"設定が正しくありません。 / A setting is not allowed: {string.Join(" ", failed.Failures)}");
    return 1;
}
catch (InvalidOperationException failed) when (failed.Source == "Sapporo.OpenData" || failed.Message.StartsWith("ConnectionStrings__", StringComparison.Ordinal))
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
