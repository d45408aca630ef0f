using Mapster;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Visions;

namespace Sapporo.OpenData.Api.Visions;

/// <summary>A role within a vision.</summary>
public sealed record RoleItem(string Id, int Number, string NameJa, string NameEn, string Source, string SourcePlace);

/// <summary>A policy field within a vision.</summary>
public sealed record PolicyFieldItem(
    string Id, int Role, string? GroupLetter, string? GroupNameJa, string Letter, string NameJa, string NameEn, string[] Inferred, string? InferenceReason, string Source, string SourcePlace);

/// <summary>A priority measure within a vision.</summary>
public sealed record PriorityMeasureItem(
    string Id, int? Number, string? Symbol, string NameJa, string NameEn, string? Pillar, bool IsCommon, string[] Inferred, string? InferenceReason, string Source, string SourcePlace);

/// <summary>What the names of members do not tell.</summary>
public sealed class VisionItems : IRegister
{
    /// <inheritdoc/>
    public void Register(TypeAdapterConfig config)
    {
        config.NewConfig<PolicyField, PolicyFieldItem>().Map(item => item.InferenceReason, row => ItemMapping.ReasonList(row.InferenceReasons));
        config.NewConfig<PriorityMeasure, PriorityMeasureItem>().Map(item => item.InferenceReason, row => ItemMapping.ReasonList(row.InferenceReasons));
    }
}
