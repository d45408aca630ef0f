using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Visions;

namespace Sapporo.OpenData.Storage;

/// <summary>Maps the tables that db/migrations define, for reading.</summary>
public sealed partial class OpenDataContext(DbContextOptions<OpenDataContext> options) : DbContext(options)
{
    /// <summary>A context over an open connection, inside its transaction.</summary>
    public static OpenDataContext Over(NpgsqlConnection connection) => new(new DbContextOptionsBuilder<OpenDataContext>().UseNpgsql(connection).Options);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("opendata");
        modelBuilder.HasDbFunction(typeof(OpenDataContext).GetMethod(nameof(Searchable))!).HasName("searchable");
        foreach (var type in VersionedTypes)
        {
            var entity = modelBuilder.Entity(type);
            entity.ToTable(SnakeCase(type.Name) + "_version").HasKey(nameof(Versioned.Id), nameof(Versioned.SinceRelease));
            foreach (var value in type.GetProperties().Where(property => property.PropertyType == typeof(KpiValue)))
            {
                KpiValue.Configure(modelBuilder, type, value.Name, SnakeCase(value.Name), isRequired: value.Name != nameof(Activity.Quantity));
            }

            if (SearchableTypes.Contains(type))
            {
                entity.Property<string>("Search");
            }

            NameColumns(entity.Metadata);
        }

        modelBuilder.Entity<QualityCheck>().Property(check => check.Detail).HasColumnType("jsonb");

        ReleaseMapping.Configure(modelBuilder);
        RenditionMapping.Configure(modelBuilder);
        NameColumns(modelBuilder.Entity<EvaluationSummary>().HasNoKey().ToView(null).Metadata);
        NameColumns(modelBuilder.Entity<AreaComparison>().HasNoKey().ToView(null).Metadata);
        SeriesPoint.Configure(modelBuilder.Entity<SeriesPoint>());
    }

    /// <summary>Names the columns of an entity as the SQL does.</summary>
    internal static void NameColumns(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    // Types whose table has a column of normalised text for the q parameter.
    private static readonly Type[] SearchableTypes =
    [
        typeof(Source), typeof(Area), typeof(Measure), typeof(Municipality), typeof(Vision), typeof(Project), typeof(Indicator), typeof(Evaluation), typeof(Activity), typeof(Partnership), typeof(QualityCheck),
    ];

    /// <summary>Text as the q parameter searches it; runs in PostgreSQL, for tables without a column of it.</summary>
    public static string Searchable(string? text) => throw new NotSupportedException($"Searchable({text}) runs in queries only.");

    private static readonly Type[] VersionedTypes =
    [
        typeof(Source), typeof(Reason), typeof(Unit), typeof(State), typeof(Mark), typeof(Area), typeof(Measure),
        typeof(Municipality), typeof(Demographic), typeof(Vision), typeof(Role), typeof(PolicyField), typeof(PriorityMeasure),
        typeof(Project), typeof(Indicator), typeof(Evaluation), typeof(EvaluationCheck), typeof(Rule), typeof(QualityCheck), typeof(Activity), typeof(Partnership),
        typeof(Organization), typeof(DatasetGroup), typeof(Licence), typeof(CatalogueDescription), typeof(Dataset), typeof(DataFile),
    ];

    /// <summary>A name as the SQL writes it: SinceRelease is since_release.</summary>
    public static string SnakeCase(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordStart();
}
