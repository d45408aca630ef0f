// What Kestrel can do at best: one ready document, its gzip form and 304, nothing else. bare DOCUMENT URL
using System.IO.Compression;

var body = File.ReadAllBytes(args[0]);
var packed = new MemoryStream();
using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
{
    gzip.Write(body);
}

var coded = packed.ToArray();
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(args[1]);
var app = builder.Build();
app.Run(context =>
{
    var response = context.Response;
    response.Headers.ETag = "\"ready\"";
    if (context.Request.Headers.IfNoneMatch == "\"ready\"")
    {
        response.StatusCode = 304;
        return Task.CompletedTask;
    }

    var bytes = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal) ? coded : body;
    response.ContentType = "application/json; charset=utf-8";
    response.Headers.ContentEncoding = ReferenceEquals(bytes, coded) ? "gzip" : default;
    response.ContentLength = bytes.Length;
    return response.BodyWriter.WriteAsync(bytes).AsTask();
});
app.Run();
