using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>/datastore/dump/{resource}: all rows of a data file, with their numbers, streamed.</summary>
public static class DumpEndpoint
{
    private static readonly DataFormat[] Formats =
    [
        new("csv", "text/csv", "text/csv; charset=utf-8"), new("tsv", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        new("json", "application/json", "application/json; charset=utf-8"), new("xml", "text/xml", "text/xml; charset=utf-8"),
    ];

    /// <summary>Maps the dump.</summary>
    public static void MapDump(this WebApplication app) => app.MapGet("/datastore/dump/{resource}", AnswerAsync).ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, string resource, CatalogueAnswer answer, ReleaseReader reader, Telemetry telemetry)
    {
        var request = await answer.ReadAsync(context, ["format", "bom", "limit", "offset", "filters", "q", "full_text", "fields", "sort", "distinct", "plain", "language"]);
        var parameters = request.Parameters;
        var format = Formats.First(known => known.Name == (parameters.OneOf("format", [.. Formats.Select(known => known.Name)]) ?? "csv"));
        var hasMark = parameters.OneOf("bom", "true", "false", "True", "False", "1", "0") is "true" or "True" or "1";
        var limit = parameters.Integer("limit", 0, int.MaxValue);
        var offset = parameters.Integer("offset", 0, int.MaxValue) ?? 0;
        parameters.ThrowIfWrong();
        DatastoreQuery query;
        try
        {
            query = DatastoreActions.ReadQuery(DatastoreActions.File(request.Catalogue, resource), new ActionParameters(context.Request.Query.ToDictionary(pair => pair.Key, pair => (JsonNode?)JsonValue.Create(pair.Value.ToString()), StringComparer.Ordinal)));
            (query.Limit, query.Offset) = (limit, offset);
        }
        catch (ActionException wrong)
        {
            throw AsProblem(wrong, context, resource);
        }

        var representation = new Representation(context, format, null);
        if (representation.IsNotModified(request.Newest, byDate: true))
        {
            return;
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{resource}.{format.Name}\"";
        await CostlyReads.EnterAsync(context);
        await using var connection = await reader.Bulk.OpenConnectionAsync(context.RequestAborted);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, context.RequestAborted);
        if (await ReleaseReader.NewestAsync(connection, context.RequestAborted) is { } seen && seen != request.Newest)
        {
            representation.Relabel(seen);
        }

        await using var command = query.Rows(connection);
        await using var stop = StatementCancellation.Watch(command, context.RequestAborted);
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        telemetry.CountRows(await WriteAsync(new BodyWriter(context), query, format, hasMark, rows, context.RequestAborted));
    }

    private static async Task<long> WriteAsync(BodyWriter body, DatastoreQuery query, DataFormat format, bool hasMark, NpgsqlDataReader rows, CancellationToken cancel)
    {
        if (hasMark)
        {
            body.Writer.Write(CsvLineWriter.ByteOrderMark);
        }

        var fields = query.Shown;
        Text(body, format.Name switch
        {
            "json" => $"{{\n  \"fields\": {new JsonArray([.. fields.Select(field => field.Describe())]).ToJsonString(JsonStyle.SerializerOptions)},\n  \"records\": [",
            "xml" => "<data xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n",
            _ => "",
        });
        if (format.Name is "csv" or "tsv")
        {
            CsvLineWriter.Write(body.Writer, fields.Select(field => field.Id), format.Name == "csv" ? ',' : '\t');
        }

        var written = 0L;
        for (; await rows.ReadAsync(cancel); written++)
        {
            switch (format.Name)
            {
                case "json":
                    Text(body, written == 0 ? "\n    " : ",\n    ");
                    WriteList(body, rows);
                    break;
                case "xml":
                    Text(body, XmlRow(fields, rows));
                    break;
                default:
                    CsvLineWriter.Write(body.Writer, Enumerable.Range(0, fields.Count).Select(i => DatastoreField.Text(rows, i)), format.Name == "csv" ? ',' : '\t');
                    break;
            }

            await body.SendGatheredAsync();
        }

        Text(body, format.Name switch { "json" => "\n]}\n", "xml" => "</data>\n", _ => "" });
        await body.CompleteAsync();
        return written;
    }

    private static void WriteList(BodyWriter body, NpgsqlDataReader row)
    {
        using var json = new Utf8JsonWriter(body.Writer, JsonStyle.WriterOptions);
        DatastoreRecords.WriteList(json, row);
    }

    private static string XmlRow(IReadOnlyList<DatastoreField> fields, NpgsqlDataReader rows)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, CheckCharacters = false }))
        {
            xml.WriteStartElement("row");
            for (var i = 0; i < fields.Count; i++)
            {
                if (fields[i].Id == "_id")
                {
                    xml.WriteAttributeString("_id", DatastoreField.Text(rows, i));
                    continue;
                }

                xml.WriteStartElement(XmlConvert.EncodeLocalName(fields[i].Id));
                if (DatastoreField.Text(rows, i) is { } value)
                {
                    xml.WriteString(XmlCharacters.Clean(value));
                }
                else
                {
                    xml.WriteAttributeString("xsi", "nil", "http://www.w3.org/2001/XMLSchema-instance", "true");
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Text(BodyWriter body, string text) => Encoding.UTF8.GetBytes(text, body.Writer);

    // Outside the Action API errors are problems.
    private static ProblemException AsProblem(ActionException wrong, HttpContext context, string resource) => wrong.Status == StatusCodes.Status404NotFound
        ? new ProblemException(ProblemCode.NotFound, resource)
        : wrong.Fields.Count == 0 ? new ProblemException(ProblemCode.BadRequest, wrong.Message)
        : new ProblemException([.. wrong.Fields.Where(field => field.Key is not ("message" or "__type")).Select(field => new ParameterError(field.Key, context.Request.Query[field.Key], ProblemCode.InvalidParameter, wrong.Message, wrong.Message))]);
}
