-- Visions with their roles, policy fields and priority measures; the projects under them.
create table opendata.vision_version (
    id text not null, number integer not null, name_ja text not null, name_en text not null,
    start_fiscal_year integer not null check (start_fiscal_year between 1900 and 2200),
    end_fiscal_year integer not null check (end_fiscal_year between 1900 and 2200), rate_indicator text,
    search text generated always as (opendata.searchable(name_ja, name_en)) stored,
    check (id = number::text), check (start_fiscal_year <= end_fiscal_year)
);
call opendata.make_versioned('vision', 'visions');
call opendata.add_provenance('vision');
comment on table opendata.vision_version is '連携中枢都市圏ビジョン / Visions';
comment on column opendata.vision_version.number is '番号 / Number';
comment on column opendata.vision_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.vision_version.name_en is '名称（英語） / Name in English';
comment on column opendata.vision_version.start_fiscal_year is '開始年度 / First fiscal year';
comment on column opendata.vision_version.end_fiscal_year is '終了年度 / Last fiscal year';
comment on column opendata.vision_version.rate_indicator is '達成割合を示す評価指標 / The indicator that prints the achievement rate';
comment on column opendata.vision_version.search is '検索用 / For searching';

create table opendata.role_version (
    id text not null, vision text not null references opendata.vision, number integer not null check (number between 1 and 9),
    name_ja text not null, name_en text not null, check (id = vision || '-r' || number)
);
call opendata.make_versioned('role', 'roles');
call opendata.add_provenance('role');
comment on table opendata.role_version is '連携中枢都市圏の役割 / Roles of the area under a vision';
comment on column opendata.role_version.vision is 'ビジョン / Vision';
comment on column opendata.role_version.number is '番号 / Number';
comment on column opendata.role_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.role_version.name_en is '名称（英語） / Name in English';

create table opendata.policy_field_version (
    id text not null, vision text not null references opendata.vision, ordinal integer not null, role integer not null,
    group_letter text, group_name_ja text, letter text not null, name_ja text not null, name_en text not null,
    check ((group_letter is null) = (group_name_ja is null))
);
call opendata.make_versioned('policy_field', 'policyFields');
call opendata.add_provenance('policy_field');
comment on table opendata.policy_field_version is '政策分野 / Policy fields';
comment on column opendata.policy_field_version.vision is 'ビジョン / Vision';
comment on column opendata.policy_field_version.ordinal is '順 / Order';
comment on column opendata.policy_field_version.role is '役割の番号 / Role number';
comment on column opendata.policy_field_version.group_letter is '群の記号 / Letter of the group';
comment on column opendata.policy_field_version.group_name_ja is '群の名称 / Name of the group';
comment on column opendata.policy_field_version.letter is '記号 / Letter';
comment on column opendata.policy_field_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.policy_field_version.name_en is '名称（英語） / Name in English';

create table opendata.priority_measure_version (
    id text not null, vision text not null references opendata.vision, number integer, symbol text,
    name_ja text not null, name_en text not null, pillar text, is_common boolean not null,
    check ((number is null) = is_common)
);
call opendata.make_versioned('priority_measure', 'priorityMeasures');
call opendata.add_provenance('priority_measure');
comment on table opendata.priority_measure_version is '重点施策 / Priority measures';
comment on column opendata.priority_measure_version.vision is 'ビジョン / Vision';
comment on column opendata.priority_measure_version.number is '番号（共通施策は空） / Number; null for the common measure';
comment on column opendata.priority_measure_version.symbol is '記号 / Symbol as printed';
comment on column opendata.priority_measure_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.priority_measure_version.name_en is '名称（英語） / Name in English';
comment on column opendata.priority_measure_version.pillar is '柱 / Pillar';
comment on column opendata.priority_measure_version.is_common is '共通施策か / Whether common to all projects';

create table opendata.project_version (
    id text not null, vision text not null references opendata.vision, number integer not null check (number > 0),
    name_ja text not null, name_en text not null, role integer not null,
    policy_field text references opendata.policy_field, policy_field_reason text references opendata.reason,
    priority_measures integer[], priority_measures_reason text references opendata.reason,
    priority_measure_count integer check (priority_measure_count > 0), priority_measure_count_reason text references opendata.reason,
    page integer check (page > 0), page_reason text references opendata.reason,
    summary_ja text, summary_en text, summary_reason text references opendata.reason,
    search text generated always as (opendata.searchable(id, name_ja, name_en, summary_ja, summary_en)) stored,
    check (id = vision || '-' || number),
    check ((policy_field is null) = (policy_field_reason is not null)), check ((page is null) = (page_reason is not null)),
    check ((priority_measures is null) = (priority_measures_reason is not null)),
    check ((priority_measure_count is null) = (priority_measure_count_reason is not null)),
    check (cardinality(priority_measures) = priority_measure_count), check ((summary_ja is null) = (summary_reason is not null))
);
call opendata.make_versioned('project', 'projects');
call opendata.add_provenance('project');
comment on table opendata.project_version is '連携事業 / Collaborative projects';
comment on column opendata.project_version.vision is 'ビジョン / Vision';
comment on column opendata.project_version.number is '事業番号（ビジョンごと） / Project number within its vision';
comment on column opendata.project_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.project_version.name_en is '名称（英語） / Name in English';
comment on column opendata.project_version.role is '役割の番号 / Role number';
comment on column opendata.project_version.policy_field is '政策分野 / Policy field';
comment on column opendata.project_version.policy_field_reason is '政策分野がない理由（コード） / Why the policy field is missing';
comment on column opendata.project_version.priority_measures is '重点施策の番号 / Numbers of its priority measures';
comment on column opendata.project_version.priority_measures_reason is '重点施策がない理由（コード） / Why they are missing';
comment on column opendata.project_version.priority_measure_count is '重点施策の●の数 / Number of priority-measure dots printed';
comment on column opendata.project_version.priority_measure_count_reason is '●の数がない理由（コード） / Why the number is missing';
comment on column opendata.project_version.page is 'ビジョンのページ / Page in the vision';
comment on column opendata.project_version.page_reason is 'ページがない理由（コード） / Why the page is missing';
comment on column opendata.project_version.summary_ja is '概要 / Summary in Japanese';
comment on column opendata.project_version.summary_en is '概要（英語） / Summary in English';
comment on column opendata.project_version.summary_reason is '概要がない理由（コード） / Why the summary is missing';
comment on column opendata.project_version.search is '検索用 / For searching';
