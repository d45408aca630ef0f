namespace Sapporo.OpenData.Api.Embeds;

/// <summary>A kind of figure for other sites.</summary>
/// <param name="Name">Name in the web component and the builder.</param>
/// <param name="Route">Route below /embed/, with the place of the key.</param>
/// <param name="Options">Options beside those that every kind has.</param>
/// <param name="ReadAsync">Reads the figure of a key.</param>
public sealed record EmbedKind(string Name, string Route, IReadOnlyList<string> Options, Func<EmbedRequest, string, Task<EmbedFigure>> ReadAsync)
{
    /// <summary>Figures of a municipality; the key is its code.</summary>
    public static readonly EmbedKind Municipality = new("municipality", "municipalities/{key}", ["measures", "years"], DemographicsEmbed.ReadAsync);

    /// <summary>Joint projects of a municipality with their marks; the key is its code.</summary>
    public static readonly EmbedKind Projects = new("projects", "municipalities/{key}/projects", ["fiscalYear"], ProjectsEmbed.ReadAsync);

    /// <summary>Series of an indicator; the key is its id.</summary>
    public static readonly EmbedKind Indicator = new("indicator", "indicators/{key}", ["years"], IndicatorEmbed.ReadAsync);

    /// <summary>Achievement of a fiscal year; the key is the year.</summary>
    public static readonly EmbedKind Summary = new("summary", "evaluations/{key}", [], SummaryEmbed.ReadAsync);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<EmbedKind> All { get; } = [Municipality, Projects, Indicator, Summary];

    /// <summary>Path of the figure of a key.</summary>
    public string Path(string key) => "/embed/" + Route.Replace("{key}", Uri.EscapeDataString(key), StringComparison.Ordinal);
}
