using System.Linq.Expressions;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>A published resource, as far as its documentation and routing need it.</summary>
public abstract class Resource(string name, string description)
{
    /// <summary>Name in the address, such as municipalities.</summary>
    public string Name => name;

    /// <summary>What it is, in English with Japanese terms.</summary>
    public string Description => description;

    /// <summary>Example of an id; null where single things are not addressed.</summary>
    public string? ExampleId { get; init; }

    /// <summary>What is described of each field.</summary>
    public abstract IReadOnlyList<FieldInfo> FieldInfos { get; }

    /// <summary>Names of what expand brings in, with the resource it comes from.</summary>
    public abstract IReadOnlyList<(string Name, Resource Resource)> ExpansionInfos { get; }

    /// <summary>Whether q searches it.</summary>
    public abstract bool IsSearchable { get; }

    /// <summary>The parameter that chooses among sets of rows, its choices (the default first), and what it does.</summary>
    public abstract (string Name, IReadOnlyList<string> Choices, string Description)? VariantInfo { get; }

    /// <summary>Name of the parameter that leaves out what a release and those before it did.</summary>
    public const string SinceName = "since";

    /// <summary>Whether its list takes that parameter.</summary>
    public abstract bool TakesSince { get; }

    /// <summary>Default order, as the sort parameter writes it.</summary>
    public abstract string DefaultSort { get; }

    /// <summary>Groups of members that may be null as a whole.</summary>
    public abstract IReadOnlyCollection<string> NullableGroups { get; }
}

/// <summary>What is documented of a field; Column is the member of the resource's own row that it shows, in camel case (actualText), null for what is computed or joined.</summary>
public sealed record FieldInfo(
    string Name, FieldType Type, string Description, object? Example, IReadOnlyList<string>? Allowed, bool IsNullable, bool OmitNull, bool IsFilterable, bool IsSortable, bool TakesRanges, (string Ja, string En)? Form, string? Column);

/// <summary>Fields that rows have in common with many others.</summary>
/// <param name="Column">Column that holds a digest (uuid) of their values and of nothing else.</param>
/// <param name="Names">Their names; none is within a group, none is left out where it is null.</param>
public sealed record SharedFields(string Column, IReadOnlySet<string> Names);

/// <summary>A parameter that chooses among sets of rows of a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Choices">What it takes; the first is the default.</param>
/// <param name="Description">What it does.</param>
/// <param name="Restrict">Restricts the rows to a choice.</param>
public sealed record Variant<T>(string Name, IReadOnlyList<string> Choices, string Description, Func<IQueryable<T>, string, IQueryable<T>> Restrict);

/// <summary>A resource over rows of a type: its fields, order, search and query.</summary>
/// <typeparam name="T">Row type.</typeparam>
public sealed class Resource<T>(string name, string description, Func<OpenDataContext, ReleasePoint, IQueryable<T>> query) : Resource(name, description)
    where T : class
{
    private readonly List<Expansion<T>> expansions = [];
    private readonly List<(string Name, Func<T, string> Link)> links = [];
    private readonly IReadOnlyDictionary<string, Func<T, bool>> absentGroups = new Dictionary<string, Func<T, bool>>();

    /// <summary>Its fields, in the order of publication.</summary>
    public required IReadOnlyList<Field<T>> Fields { get; init; }

    /// <summary>Default order: names of fields, the last of them unique; "-" before a name for descending.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>
    /// Whether its rows are those of one versioned table and nothing else: its lists are then read by plain statements where
    /// every field is a column. The table keeps an index in the resource's order.
    /// </summary>
    public bool IsPlain { get; init; }

    /// <summary>Fields whose values a row has in common with many others, and the column of the digest that stands for them all; null where rows share little.</summary>
    public SharedFields? Shared { get; init; }

    /// <summary>Normalised text that q searches; null where it cannot.</summary>
    public Expression<Func<T, string?>>? Search { get; init; }

    /// <summary>Groups of members that are null as a whole where the function says so.</summary>
    public IReadOnlyDictionary<string, Func<T, bool>> AbsentGroups
    {
        get => Fields is FieldList<T> list ? absentGroups.Concat(list.AbsentGroups).ToDictionary() : absentGroups;
        init => absentGroups = value;
    }

    /// <summary>Names and addresses, relative to /v1/, of lists that belong to a single thing and that expand does not bring in.</summary>
    public IReadOnlyList<(string Name, Func<T, string> Link)> Links => links;

    /// <summary>The release that a row is of, for the parameter since; null where it is not taken.</summary>
    public Expression<Func<T, int>>? Since { get; init; }

    /// <inheritdoc />
    public override bool TakesSince => Since is not null;

    /// <summary>What expand can bring into a single thing.</summary>
    public IReadOnlyList<Expansion<T>> Expansions => expansions;

    /// <inheritdoc />
    public override IReadOnlyList<FieldInfo> FieldInfos => [.. Fields.Select(known => new FieldInfo(
        known.Name, known.PublishedType, known.Description, known.Example, known.Allowed, known.IsNullable, known.OmitNull, known.IsFilterable, known.IsSortable, known.TakesRanges && known.IsFilterable, known.Form, ColumnPath.Of(known.Column, Field("id")?.Column)))];

    /// <inheritdoc />
    public override IReadOnlyList<(string Name, Resource Resource)> ExpansionInfos => [.. expansions.Select(expansion => (expansion.Name, expansion.Target))];

    /// <inheritdoc />
    public override bool IsSearchable => Search is not null;

    /// <inheritdoc />
    public override string DefaultSort => string.Join(',', Order);

    /// <inheritdoc />
    public override IReadOnlyCollection<string> NullableGroups => [.. AbsentGroups.Keys];

    /// <summary>A parameter that chooses among sets of rows; null for most.</summary>
    public Variant<T>? Variant { get; init; }

    /// <inheritdoc />
    public override (string Name, IReadOnlyList<string> Choices, string Description)? VariantInfo => Variant is null ? null : (Variant.Name, Variant.Choices, Variant.Description);

    /// <summary>A filter without which a page costs as much as the whole; null where every page is cheap.</summary>
    public string? CostlyWithout { get; init; }

    /// <summary>Filters that an index leads to. Without one of them, a page is a costly read where there are very many rows; null where there never are.</summary>
    public IReadOnlyList<string>? QuickWith { get; init; }

    /// <summary>Whether the thing that the rows belong to exists; null where they belong to none.</summary>
    public Func<OpenDataContext, ReleasePoint, CancellationToken, Task<bool>>? Parent { get; init; }

    /// <summary>Its rows in a release.</summary>
    public IQueryable<T> Query(OpenDataContext database, ReleasePoint release) => query(database, release);

    /// <summary>The field of a name.</summary>
    public Field<T>? Field(string fieldName) => Fields.FirstOrDefault(known => known.Name == fieldName);

    /// <summary>Adds a link to a list that belongs to a single thing.</summary>
    public Resource<T> Link(string linkName, Func<T, string> address)
    {
        links.Add((linkName, address));
        return this;
    }

    /// <summary>Adds an expansion: rows of another resource that belong to one of this.</summary>
    public Resource<T> Expand<TChild>(string expansionName, Resource<TChild> target, Func<T, string> link, Func<OpenDataContext, ReleasePoint, T, IQueryable<TChild>> children)
        where TChild : class
    {
        expansions.Add(new Expansion<T, TChild>(expansionName, target, link, children));
        return this;
    }
}
