using System.Text.Json;
using Sapporo.OpenData.Api.Http.Ready;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>Answers with one JSON document that is made of a release as a whole, such as the API's index.</summary>
public sealed class JsonDocumentAnswer(ReleaseReader reader, CurrentReleaseHolder holder)
{
    /// <summary>Makes the document in one snapshot, unless the client has it already.</summary>
    public async Task WriteAsync(HttpContext context, Func<Snapshot, RenderContext, Task<object>> make)
    {
        var parameters = new ParameterReader(context.Request.Query, ["release", "lang"]);
        _ = parameters.English();
        var newest = holder.Newest;
        var pinned = parameters.Release(newest);
        var format = DataFormat.Choose(context.Request, DataFormat.OfThings);
        parameters.ThrowIfWrong();
        var representation = new Representation(context, format, pinned);
        if (representation.IsNotModified(newest))
        {
            return;
        }

        await using var snapshot = await reader.OpenAsync(pinned, isWhole: false, context.RequestAborted);
        if (snapshot.Newest.Number != newest.Number)
        {
            representation.Relabel(snapshot.Newest);
        }

        var render = new RenderContext(snapshot.Release.Number, representation.IsEnglish, PublicAddress.Of(context), snapshot.Reasons, snapshot.Notes);
        var body = JsonSerializer.SerializeToUtf8Bytes(await make(snapshot, render), JsonStyle.SerializerOptions);
        await snapshot.DisposeAsync(); // however slowly the client then takes the document
        await ReadyBody.SendAsync(context, body);
    }
}
