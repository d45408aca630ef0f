-- What was done, and the partner agreement.
create table opendata.activity_version (
    id text not null, ordinal integer not null, fiscal_year integer check (fiscal_year between 1900 and 2200),
    fiscal_year_reason text references opendata.reason, project text not null references opendata.project,
    date_text text, start_date date, end_date date, place text, municipalities text[] not null,
    description_ja text not null, description_en text not null,
    search text generated always as (opendata.searchable(id, place, date_text, description_ja, description_en)) stored,
    check ((fiscal_year is null) = (fiscal_year_reason is not null)), check (start_date <= end_date)
);
call opendata.make_versioned('activity', 'activities');
call opendata.add_provenance('activity');
call opendata.add_value('activity', 'quantity', '数量');
comment on table opendata.activity_version is '連携事業の実施状況 / What was done under the projects';
comment on column opendata.activity_version.ordinal is '順 / Order';
comment on column opendata.activity_version.fiscal_year is '年度 / Fiscal year';
comment on column opendata.activity_version.fiscal_year_reason is '年度がない理由（コード） / Why the fiscal year is missing';
comment on column opendata.activity_version.project is '連携事業 / Project';
comment on column opendata.activity_version.date_text is '期日（印刷のとおり） / Date or period as printed';
comment on column opendata.activity_version.start_date is '開始日 / First day, where a full date is known';
comment on column opendata.activity_version.end_date is '終了日 / Last day, where a full date is known';
comment on column opendata.activity_version.place is '場所 / Place';
comment on column opendata.activity_version.municipalities is '名前の挙がった市町村 / Municipalities named';
comment on column opendata.activity_version.description_ja is '内容 / Description in Japanese';
comment on column opendata.activity_version.description_en is '内容（英語） / Description in English';
comment on column opendata.activity_version.search is '検索用 / For searching';

create table opendata.partnership_version (
    id text not null, ordinal integer not null,
    kind text not null check (kind in ('agreement', 'example', 'activity', 'issue', 'direction')),
    priority_measure text references opendata.priority_measure, initiative text, name_ja text not null,
    description_ja text not null, description_en text not null,
    began text check (began in ('before', 'through', 'both')), companies text[] not null, municipalities text[] not null, date_text text,
    search text generated always as (opendata.searchable(
        variadic array[id, initiative, name_ja, description_ja, description_en, date_text] || companies)) stored
);
call opendata.make_versioned('partnership', 'partnerships');
call opendata.add_provenance('partnership');
call opendata.add_value('partnership', 'quantity', '数量');
comment on table opendata.partnership_version is 'まちづくりパートナー協定の内容と取組 / The partner agreement: facts, examples, activities, issues, directions';
comment on column opendata.partnership_version.ordinal is '順 / Order';
comment on column opendata.partnership_version.kind is '種類（協定・協力例・取組・課題・方向性） / Kind of item';
comment on column opendata.partnership_version.priority_measure is '重点施策 / Priority measure';
comment on column opendata.partnership_version.initiative is '主な取組 / Main initiative';
comment on column opendata.partnership_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.partnership_version.description_ja is '内容 / Description in Japanese';
comment on column opendata.partnership_version.description_en is '内容（英語） / Description in English';
comment on column opendata.partnership_version.began is '開始（○協定前から・●協定を機に・○●両方） / Began before (○), through (●) the agreement, or both';
comment on column opendata.partnership_version.companies is '名前の挙がった企業 / Companies named';
comment on column opendata.partnership_version.municipalities is '名前の挙がった市町村 / Municipalities named';
comment on column opendata.partnership_version.date_text is '時期（印刷のとおり） / Date or period as printed';
comment on column opendata.partnership_version.search is '検索用 / For searching';
