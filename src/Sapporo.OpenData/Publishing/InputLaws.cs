using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>What must hold between the rows of several tables, or of one as a whole, as they would stand after publishing.</summary>
internal static class InputLaws
{
    private static readonly IReadOnlyList<Law> All =
    [
        new("evaluation", "rating", ["evaluation", "mark", "indicator"],
            "select e.id, e.rating from next_evaluation e join next_indicator i on i.id = e.indicator where e.rating is not null and not exists (select from next_mark m where m.vision = i.vision and m.symbol = e.rating)",
            "評価 {0} の記号が、このビジョンの marks.csv にありません。", "The mark of evaluation {0} is not among those of its vision in marks.csv."),
        new("rule", "symbol", ["rule", "mark"],
            "select r.id, r.symbol from next_rule r where not exists (select from next_mark m where m.vision = r.vision and m.symbol = r.symbol)",
            "規則 {0} の記号が、このビジョンの marks.csv にありません。", "The mark of rule {0} is not among those of its vision in marks.csv."),
        new("project", "policy_field", ["project", "policy_field"],
            "select p.id, p.policy_field from next_project p join next_policy_field f on f.id = p.policy_field where f.vision <> p.vision",
            "連携事業 {0} とは別のビジョンの政策分野です。", "A policy field of another vision than that of project {0}."),
        new("project", "priority_measures", ["project", "priority_measure"],
            """
            select p.id, array_to_string(p.priority_measures, ';') from next_project p
             where (select count(distinct n) filter (where exists (select from next_priority_measure m where m.vision = p.vision and m.number = n)) < count(*) from unnest(p.priority_measures) n)
            """,
            "連携事業 {0} の重点施策は、priority_measures.csv のこのビジョンの番号を、1回ずつ書いてください。", "The priority measures of project {0} are numbers of its vision in priority_measures.csv, each once."),
        new("project", "priority_measure_count", ["project"],
            "select p.id, p.priority_measure_count::text from next_project p where cardinality(p.priority_measures) <> p.priority_measure_count",
            "連携事業 {0} の重点施策数は、重点施策の番号の数と同じにしてください。", "The count of priority measures of project {0} is that of the numbers given."),
        new("dataset", null, ["dataset", "data_file"],
            "select d.id, d.name from next_dataset d where not exists (select from next_data_file f where f.dataset = d.id)",
            "データセット {0} のデータファイルが data_files.csv に1つもありません。", "Dataset {0} has no data file in data_files.csv."),
        new("catalogue_description", null, ["catalogue_description"],
            "select coalesce(min(c.id), ''), count(*)::text from next_catalogue_description c having count(*) <> 1",
            "catalogues.csv には、カタログを1行だけ書いてください。", "catalogues.csv holds one line, the catalogue."),
    ];

    /// <summary>Whether a law says more plainly what a rule of the database says of these columns.</summary>
    public static bool Covers(string table, IEnumerable<string> columns) => All.Any(law => law.Table == table && law.Column is { } column && columns.Contains(column, StringComparer.Ordinal));

    /// <summary>Rows against a law.</summary>
    /// <param name="connection">Connection inside the publishing transaction.</param>
    /// <param name="files">Files staged; what none of them touches is not looked at.</param>
    /// <param name="broken">Tables whose files have problems already.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<List<InputProblem>> BrokenAsync(NpgsqlConnection connection, IReadOnlyList<InputFile> files, HashSet<string> broken, CancellationToken cancel)
    {
        var problems = new List<InputProblem>();
        foreach (var law in All.Where(law => files.Any(file => law.Tables.Contains(file.Table)) && !law.Tables.Any(broken.Contains)))
        {
            var file = InputFile.All.First(file => file.Table == law.Table);
            var line = files.Any(staged => staged.Table == law.Table) ? $"coalesce((select min(s.line) from stage_{law.Table} s where s.id = b.id), 0)" : "0";
            await using var command = new NpgsqlCommand($"select {line}, b.id, b.found from ({law.Against}) b (id, found) order by 1, 2 limit 1000", connection);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                var id = reader.GetString(1);
                problems.Add(new InputProblem(
                    file.FileName, reader.GetInt32(0), law.Column is { } column ? file.Header(column) : null, reader.GetString(2),
                    law.Ja.Replace("{0}", id, StringComparison.Ordinal), law.En.Replace("{0}", id, StringComparison.Ordinal)));
            }
        }

        return problems;
    }

    /// <summary>A law.</summary>
    /// <param name="Table">Table whose rows are named.</param>
    /// <param name="Column">Column that is named; null for the whole row.</param>
    /// <param name="Tables">Tables that it speaks of.</param>
    /// <param name="Against">Ids of the rows that are against it, and what is found there.</param>
    /// <param name="Ja">What is expected, in Japanese; {0} is the id.</param>
    /// <param name="En">The same in English.</param>
    private sealed record Law(string Table, string? Column, string[] Tables, string Against, string Ja, string En);
}
