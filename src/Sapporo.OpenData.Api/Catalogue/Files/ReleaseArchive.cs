using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Sapporo.OpenData.Api.Catalogue.Documents;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Files;

/// <summary>/catalog.zip: all data files of a release in one archive, a folder for each dataset, with its Data Package and CSVW metadata.</summary>
public static class ReleaseArchive
{
    private static readonly DataFormat Zip = new("zip", "application/zip", "application/zip");

    /// <summary>Maps it.</summary>
    public static void MapReleaseArchive(this WebApplication app) => app.MapGet("/catalog.zip", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, CatalogueAnswer answer, StoredContentReader contents)
    {
        var request = await answer.ReadAsync(context, ["release"]);
        if (new Representation(context, Zip, request.Pinned).IsNotModified(request.Newest, byDate: true))
        {
            return;
        }

        await CostlyReads.EnterAsync(context);
        var (catalogue, cancel) = (request.Catalogue, context.RequestAborted);
        context.Response.Headers.ContentDisposition = DataFileAnswer.Disposition($"{catalogue.Publisher.Code}_{catalogue.Description.Id}_release-{catalogue.Release.Number}.zip", $"{catalogue.Description.TitleJa}_リリース{catalogue.Release.Number}.zip");
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true; // the library ends each entry with a synchronous write of a few bytes
        await using var archive = await ZipArchive.CreateAsync(context.Response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var dataset in catalogue.Datasets)
        {
            foreach (var resource in dataset.Resources)
            {
                await using var content = await contents.OpenAsync(resource.Content.Content, default, cancel);
                await AddAsync($"{dataset.Row.Name}/{resource.DownloadName}", content);
            }

            foreach (var file in dataset.Files)
            {
                await AddJsonAsync($"{dataset.Row.Name}/{file.Csv.DownloadName}-metadata.json", TableMetadata.Build(file, request, relative: true));
            }

            await AddJsonAsync($"{dataset.Row.Name}/datapackage.json", DataPackage.Build(dataset, request, relative: true));
        }

        Task AddJsonAsync(string name, JsonObject document) => AddAsync(name, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, JsonStyle.SerializerOptions)));

        async Task AddAsync(string name, Stream content)
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = new DateTimeOffset(catalogue.Release.PublishedAt, TimeSpan.Zero);
            await using var target = await entry.OpenAsync(cancel);
            await content.CopyToAsync(target, cancel);
        }
    }
}
