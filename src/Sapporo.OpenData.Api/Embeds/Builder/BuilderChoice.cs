using System.Globalization;
using Microsoft.Extensions.Primitives;
using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Embeds.Builder;

/// <summary>What is chosen on the page that makes snippets. What others add to the address is passed over.</summary>
public sealed class BuilderChoice
{
    /// <summary>Names of the form's fields, without lang and release.</summary>
    public static readonly IReadOnlyList<string> Names = ["kind", "code", "id", "year", "fiscalYear", "measures", "years", "language", "theme"];

    private readonly IReadOnlyDictionary<string, string> values;

    private BuilderChoice(IReadOnlyDictionary<string, string> values) => this.values = values;

    /// <summary>Reads the choice; a field given several times is a list.</summary>
    public static BuilderChoice Read(IQueryCollection query) => new(Names
        .Select(name => KeyValuePair.Create(name, string.Join(',', query[name].Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim()))))
        .Where(field => field.Value.Length > 0).ToDictionary(StringComparer.Ordinal));

    /// <summary>The fields that are given, in the form's order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => [.. Names.Where(values.ContainsKey).Select(name => KeyValuePair.Create(name, values[name]))];

    /// <summary>Value of a field; empty where it is not given.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    /// <summary>The kind of figure; that of the subject that is given where no kind is.</summary>
    public EmbedKind Kind => EmbedKind.All.FirstOrDefault(kind => kind.Name == this["kind"])
        ?? (this["id"].Length > 0 && this["code"].Length == 0 ? EmbedKind.Indicator
            : this["year"].Length > 0 && this["code"].Length == 0 ? EmbedKind.Summary
            : EmbedKind.Municipality);

    /// <summary>Whether the figure is wanted in English.</summary>
    /// <param name="isPageEnglish">Whether the page is, which decides where nothing is chosen.</param>
    public bool IsEnglish(bool isPageEnglish) => this["language"].Length == 0 ? isPageEnglish : this["language"] == "en";

    /// <summary>Theme of the figure.</summary>
    public string Theme => EmbedAnswer.Themes.Contains(this["theme"], StringComparer.Ordinal) ? this["theme"] : EmbedAnswer.Themes[0];

    /// <summary>Whether a measure is chosen.</summary>
    public bool Measures(string id) => this["measures"].Length == 0 || this["measures"].Split(',').Contains(id, StringComparer.Ordinal);

    /// <summary>The options of the chosen kind, as the figure's own address takes them.</summary>
    /// <param name="measures">All measures: choosing every one is choosing none.</param>
    public ParameterReader Options(IReadOnlyCollection<string> measures)
    {
        var given = Kind.Options.Where(values.ContainsKey).Select(name => KeyValuePair.Create(name, values[name].Replace('、', ',').Replace("，", ",", StringComparison.Ordinal)))
            .Where(option => option.Key != "measures" || measures.Except(option.Value.Split(','), StringComparer.Ordinal).Any());
        return new ParameterReader(new QueryCollection(given.ToDictionary(option => option.Key, option => new StringValues(option.Value), StringComparer.Ordinal)), Kind.Options);
    }

    /// <summary>Key of the figure; the first of its kind where none is given.</summary>
    public string Key(BuilderLists lists) => Kind == EmbedKind.Indicator ? Given("id", lists.Indicators.Select(row => row.Id))
        : Kind == EmbedKind.Summary ? Given("year", lists.Years.Select(year => year.ToString(CultureInfo.InvariantCulture)))
        : Given("code", lists.Municipalities.Select(row => row.Id));

    private string Given(string name, IEnumerable<string> all) => this[name].Length > 0 ? this[name] : all.FirstOrDefault() ?? "";
}
