using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Publishing;

/// <summary>What the rows of a file are read with: the words and things that the publication will hold.</summary>
/// <param name="Values">Reads KPI values with the units and states.</param>
/// <param name="Indicators">Indicators by id.</param>
/// <param name="Marks">Rating marks of all visions.</param>
/// <param name="Rules">Rating rules of all visions.</param>
/// <param name="MeasureUnits">Unit of each measure.</param>
/// <param name="Broken">Tables whose files have problems already; what is missing from them is not held against others.</param>
public sealed record InputContext(ValueReader Values, IReadOnlyDictionary<string, Indicator> Indicators, IReadOnlyList<Mark> Marks, IReadOnlyList<Rule> Rules, IReadOnlyDictionary<string, string> MeasureUnits, IReadOnlySet<string> Broken);
