using System.Collections.Frozen;

namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>How the values of a field are compared.</summary>
internal enum FieldKind
{
    /// <summary>Whole and exactly, as CKAN's string fields.</summary>
    Exact,

    /// <summary>Whole, upper and lower case alike.</summary>
    CaseBlind,

    /// <summary>As instants.</summary>
    Date,

    /// <summary>By substring on normalised text.</summary>
    Text,
}

/// <summary>What is known of the fields that can be searched.</summary>
internal static class SearchFields
{
    /// <summary>The fields that words without a field are looked for in, with their weights, heaviest first.</summary>
    public static readonly IReadOnlyList<(string Field, double Weight)> Weights =
        [("name", 4), ("title", 4), ("title_en", 4), ("tags", 2), ("groups", 2), ("text", 1)];

    private static readonly FrozenSet<string> TextFields = new[]
    {
        "title", "title_en", "notes", "notes_en", "author", "author_email", "maintainer", "maintainer_email", "text", "urls",
        "res_name", "res_name_en", "res_description", "res_description_en",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How a field's values are compared; fields that are not known are strings, as in CKAN.</summary>
    public static FieldKind KindOf(string field) => field switch
    {
        "metadata_created" or "metadata_modified" => FieldKind.Date,
        "res_format" => FieldKind.CaseBlind,
        _ when TextFields.Contains(field) => FieldKind.Text,
        _ when field.StartsWith("extras_", StringComparison.Ordinal) || field.StartsWith("res_extras_", StringComparison.Ordinal) => FieldKind.Text,
        _ => FieldKind.Exact,
    };

    /// <summary>The weight of a hit in a field; 1 where none is set.</summary>
    public static double WeightOf(string field)
    {
        foreach (var (name, weight) in Weights)
        {
            if (name == field)
            {
                return weight;
            }
        }

        return 1;
    }

    /// <summary>Whether a field's values are needed in normalised form.</summary>
    public static bool IsNormalized(string field) => KindOf(field) == FieldKind.Text || Weights.Any(entry => entry.Field == field);
}
