-- Indicators with baseline and target; the marks, and the yearly evaluations.
create table opendata.indicator_version (
    id text not null, ordinal integer not null, vision text not null references opendata.vision,
    project text references opendata.project, role integer not null, name_ja text not null, name_en text not null,
    series text, direction text check (direction in ('higher', 'lower')), unit text references opendata.unit, part_names text[],
    search text generated always as (opendata.searchable(id, name_ja, name_en)) stored,
    check (id ~ '^[0-9]+-([0-9]+|kpi)-[0-9]+$'), check (starts_with(id, coalesce(project, vision || '-kpi') || '-'))
);
call opendata.make_versioned('indicator', 'indicators');
call opendata.add_provenance('indicator');
call opendata.add_value('indicator', 'baseline', '基準値');
call opendata.add_value('indicator', 'target', '目標値');
alter table opendata.indicator_version alter column baseline_text set not null, alter column target_text set not null;
comment on table opendata.indicator_version is '評価指標（基準値・目標値） / Indicators with baseline and target';
comment on column opendata.indicator_version.ordinal is '順（文書の並び） / Order in the document';
comment on column opendata.indicator_version.vision is 'ビジョン / Vision';
comment on column opendata.indicator_version.project is '連携事業（基本KPIは空） / Project; null for a basic KPI';
comment on column opendata.indicator_version.role is '役割の番号 / Role number';
comment on column opendata.indicator_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.indicator_version.name_en is '名称（英語） / Name in English';
comment on column opendata.indicator_version.series is 'ビジョンをまたぐ系列 / Series that joins it across visions';
comment on column opendata.indicator_version.direction is '向き（高いほど良い・低いほど良い） / Whether higher or lower is better';
comment on column opendata.indicator_version.unit is '単位 / Unit';
comment on column opendata.indicator_version.part_names is '組の内訳の名称 / Names of the parts of a pair';
comment on column opendata.indicator_version.search is '検索用 / For searching';

create table opendata.mark_version (
    id text not null, vision text not null references opendata.vision, ordinal integer not null, symbol text not null,
    rating_code text not null check (rating_code in ('achieved', 'provisional', 'notAchieved', 'notRated')),
    name_ja text not null, name_en text not null, rated boolean not null, achieved boolean not null,
    check (rated or not achieved)
);
call opendata.make_versioned('mark', 'marks');
call opendata.add_provenance('mark');
comment on table opendata.mark_version is '評価の記号の意味（ビジョンごと） / Meaning of the rating marks, by vision';
comment on column opendata.mark_version.vision is 'ビジョン / Vision';
comment on column opendata.mark_version.ordinal is '順 / Order';
comment on column opendata.mark_version.symbol is '記号 / Mark';
comment on column opendata.mark_version.rating_code is '評価コード / Rating code';
comment on column opendata.mark_version.name_ja is '意味 / Meaning in Japanese';
comment on column opendata.mark_version.name_en is '意味（英語） / Meaning in English';
comment on column opendata.mark_version.rated is '達成率の分母に数えるか / Whether counted as rated';
comment on column opendata.mark_version.achieved is '達成に数えるか / Whether counted as achieved';

create table opendata.evaluation_version (
    id text not null, indicator text not null references opendata.indicator,
    fiscal_year integer not null check (fiscal_year between 1900 and 2200),
    rating text, rating_code text not null check (rating_code in ('achieved', 'provisional', 'notAchieved', 'notRated')),
    rating_reason text references opendata.reason, note_ja text, note_en text,
    search text generated always as (opendata.searchable(id, note_ja, note_en)) stored,
    check (id = indicator || '-' || fiscal_year), check (rating is not null or rating_reason is not null),
    check ((note_ja is null) = (note_en is null))
);
call opendata.make_versioned('evaluation', 'evaluations');
call opendata.add_provenance('evaluation');
call opendata.add_value('evaluation', 'actual', '実績値');
alter table opendata.evaluation_version alter column actual_text set not null;
comment on table opendata.evaluation_version is '評価指標の年度ごとの実績と評価 / Yearly actuals and ratings of indicators';
comment on column opendata.evaluation_version.indicator is '評価指標 / Indicator';
comment on column opendata.evaluation_version.fiscal_year is '年度（4月から翌年3月） / Fiscal year, April to March';
comment on column opendata.evaluation_version.rating is '評価の記号（印刷のとおり） / Mark as printed';
comment on column opendata.evaluation_version.rating_code is '評価コード / Rating code';
comment on column opendata.evaluation_version.rating_reason is '評価がない・対象外の理由（コード） / Why there is no rating';
comment on column opendata.evaluation_version.note_ja is '備考 / Note in Japanese';
comment on column opendata.evaluation_version.note_en is '備考（英語） / Note in English';
comment on column opendata.evaluation_version.search is '検索用 / For searching';

-- Computed at publishing beside the printed mark, never instead of it.
create table opendata.evaluation_check_version (
    id text not null references opendata.evaluation, rating text not null, agrees boolean, reason_ja text not null, reason_en text not null
);
call opendata.make_versioned('evaluation_check', 'evaluationChecks');
comment on table opendata.evaluation_check_version is '基準値・目標値・実績値から計算した評価 / Rating computed from baseline, target and actual';
comment on column opendata.evaluation_check_version.rating is '計算した記号 / Computed mark';
comment on column opendata.evaluation_check_version.agrees is '印刷の記号と一致するか（記号がなければ空） / Whether it agrees with the printed mark; null where none is printed';
comment on column opendata.evaluation_check_version.reason_ja is '理由 / Reason in Japanese';
comment on column opendata.evaluation_check_version.reason_en is '理由（英語） / Reason in English';
