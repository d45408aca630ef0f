using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Indicators;

/// <summary>One point of an indicator's series: a baseline, an actual or a target.</summary>
public sealed class SeriesPoint
{
    /// <summary>Id: the evaluation's, or the indicator's with -baseline or -target.</summary>
    public string Id { get; init; } = "";

    /// <summary>Indicator id; the series may run over several.</summary>
    public string Indicator { get; init; } = "";

    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>baseline, actual or target.</summary>
    public string Point { get; init; } = "";

    /// <summary>Order within a year: baseline, actual, target.</summary>
    public int Sequence { get; init; }

    /// <summary>Fiscal year evaluated, of an actual.</summary>
    public int? FiscalYear { get; init; }

    /// <summary>Year that the value is of; null where it applies to every year.</summary>
    public int? Year { get; init; }

    /// <summary>fiscal, calendar or unstated.</summary>
    public string? YearBasis { get; init; }

    /// <summary>True where the year is taken from the evaluation rather than printed with the value.</summary>
    public bool YearInferred { get; init; }

    /// <summary>Mark as printed, of an actual.</summary>
    public string? Rating { get; init; }

    /// <summary>The value's text as printed; see <see cref="KpiValue"/> for the members.</summary>
    public string ValueText { get; init; } = "";

    /// <summary>Kind.</summary>
    public string ValueKind { get; init; } = "";

    /// <summary>Amount.</summary>
    public decimal? ValueAmount { get; init; }

    /// <summary>Unit.</summary>
    public string? ValueUnit { get; init; }

    /// <summary>Per day, year or fiscal year.</summary>
    public string? ValuePer { get; init; }

    /// <summary>At least, at most.</summary>
    public string? ValueComparison { get; init; }

    /// <summary>Each.</summary>
    public bool ValueEach { get; init; }

    /// <summary>Approximate.</summary>
    public bool ValueApproximate { get; init; }

    /// <summary>Provisional.</summary>
    public bool ValueProvisional { get; init; }

    /// <summary>Period.</summary>
    public string? ValuePeriod { get; init; }

    /// <summary>Parts of a pair.</summary>
    public IReadOnlyList<ValuePart>? ValueParts { get; init; }

    /// <summary>Reason code.</summary>
    public string? ValueReason { get; init; }

    /// <summary>The value, put together.</summary>
    public KpiValue Value => new()
    {
        Text = ValueText,
        Kind = ValueKind,
        Amount = ValueAmount,
        Unit = ValueUnit,
        Per = ValuePer,
        Comparison = ValueComparison,
        Each = ValueEach,
        Approximate = ValueApproximate,
        Provisional = ValueProvisional,
        Period = ValuePeriod,
        Parts = ValueParts,
        Reason = ValueReason,
    };

    /// <summary>Source document.</summary>
    public string Source { get; init; } = "";

    /// <summary>Place in the document.</summary>
    public string SourcePlace { get; init; } = "";

    // EF Core does not compose over SQL that yields complex properties, so the value's members stand singly.
    internal static void Configure(EntityTypeBuilder<SeriesPoint> entity)
    {
        entity.HasNoKey().ToView(null).Ignore(point => point.Value);
        entity.Property(point => point.ValueParts).HasColumnType("jsonb").HasConversion(KpiValue.PartsConverter, KpiValue.PartsComparer);
        OpenDataContext.NameColumns(entity.Metadata);
    }

    /// <summary>The series that an indicator belongs to, in a release.</summary>
    public static IQueryable<SeriesPoint> Of(string indicator, OpenDataContext database, ReleasePoint release) =>
        database.Set<SeriesPoint>().FromSql($"select * from opendata.indicator_series({release.Number}, {indicator})");
}
