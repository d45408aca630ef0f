-- How a mark follows from baseline, target and actual: a decision table for each vision, tried in order.
create table opendata.rule_version (
    id text not null, vision text not null references opendata.vision, ordinal integer not null,
    condition text not null check (condition in ('notMeasurable', 'noActual', 'referenceOnly', 'noTarget', 'notYetApplies', 'notComparable',
        'reachedProvisionally', 'reached', 'progressAtLeast', 'notDueYet', 'stillCounting', 'missed')),
    threshold numeric, symbol text not null, text_ja text not null, text_en text not null,
    check (id = vision || '-' || ordinal), check ((condition = 'progressAtLeast') = (threshold is not null))
);
call opendata.make_versioned('rule', 'rules');
call opendata.add_provenance('rule');
comment on table opendata.rule_version is '評価の規則（ビジョンごとの決定表。上から順に、最初に当てはまるもの） / Rating rules: a decision table by vision; the first that holds gives the mark';
comment on column opendata.rule_version.vision is 'ビジョン / Vision';
comment on column opendata.rule_version.ordinal is '順 / Order';
comment on column opendata.rule_version.condition is '条件 / Condition';
comment on column opendata.rule_version.threshold is '進捗の下限（％） / Least progress, percent';
comment on column opendata.rule_version.symbol is '記号 / Mark that it gives';
comment on column opendata.rule_version.text_ja is '理由の文（{actual} などを埋める） / Reason in Japanese, with {actual} and the like filled in';
comment on column opendata.rule_version.text_en is '理由の文（英語） / Reason in English';

alter table opendata.evaluation_check_version
    add column progress_share numeric, add column progress_remaining numeric, add column progress_unit text, add column progress_from text check (progress_from in ('baseline', 'zero')),
    add check ((progress_share is null) = (progress_from is null)), add check ((progress_share is null) = (progress_remaining is null));
comment on column opendata.evaluation_check_version.progress_share is '目標に向けた進捗（％） / Progress toward the target, percent';
comment on column opendata.evaluation_check_version.progress_remaining is '目標までの残り（達したら0） / What remains to the target; 0 once reached';
comment on column opendata.evaluation_check_version.progress_unit is '残りの単位 / Unit of what remains';
comment on column opendata.evaluation_check_version.progress_from is '進捗の起点（基準値・ゼロ） / Where progress is counted from: the baseline, or zero';

call opendata.rebuild_change_view();
