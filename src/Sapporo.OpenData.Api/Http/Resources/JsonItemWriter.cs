using System.Text.Json;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Writes rows as JSON objects, nesting the fields whose names have dots.</summary>
/// <typeparam name="T">Row type.</typeparam>
public sealed class JsonItemWriter<T>
{
    private readonly IReadOnlyList<Node> nodes;

    /// <summary>A writer of some fields, in the given order.</summary>
    public JsonItemWriter(IEnumerable<Field<T>> fields, IReadOnlyDictionary<string, Func<T, bool>> absentGroups) =>
        nodes = Nest(fields.Select(field => (field, field.Name.Split('.'))).ToList(), 0, "", absentGroups);

    /// <summary>Writes the members of a row, without the braces.</summary>
    public void WriteMembers(Utf8JsonWriter json, T row, RenderContext context) => Write(json, nodes, row, context);

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Node> nodes, T row, RenderContext context)
    {
        foreach (var node in nodes)
        {
            if (node.Field is { } field)
            {
                if (!field.OmitNull || !field.IsNull(row, context))
                {
                    json.WritePropertyName(node.Name);
                    field.WriteJson(json, row, context);
                }
            }
            else if (node.IsAbsent?.Invoke(row) == true)
            {
                json.WriteNull(node.Name);
            }
            else
            {
                json.WriteStartObject(node.Name);
                Write(json, node.Children, row, context);
                json.WriteEndObject();
            }
        }
    }

    private static List<Node> Nest(IReadOnlyList<(Field<T> Field, string[] Path)> fields, int depth, string prefix, IReadOnlyDictionary<string, Func<T, bool>> absentGroups) =>
        [.. fields.GroupBy(item => item.Path[depth]).Select(group =>
        {
            var name = JsonEncodedText.Encode(group.Key, JsonStyle.WriterOptions.Encoder);
            var path = prefix + group.Key;
            return group.First().Path.Length == depth + 1
                ? new Node(name, group.First().Field, [], null)
                : new Node(name, null, Nest([.. group], depth + 1, path + ".", absentGroups), absentGroups.GetValueOrDefault(path));
        })];

    private sealed record Node(JsonEncodedText Name, Field<T>? Field, IReadOnlyList<Node> Children, Func<T, bool>? IsAbsent);
}
