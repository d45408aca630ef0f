using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Files;

/// <summary>/catalog.zip: all data files of a release in one archive.</summary>
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
        }

        async Task AddAsync(string name, Stream content)
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = new DateTimeOffset(catalogue.Release.PublishedAt, TimeSpan.Zero);
            await using var target = await entry.OpenAsync(cancel);
            await content.CopyToAsync(target, cancel);
        }
    }
}
