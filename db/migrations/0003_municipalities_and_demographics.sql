-- Areas, the municipalities of the area, and observations about them.
create table opendata.area_version (
    id text not null check (id ~ '^[a-z][a-z0-9-]*$' or opendata.valid_code(id)),
    ordinal integer not null, name_ja text not null, name_en text not null,
    kind text not null check (kind in ('region', 'municipality')), search text generated always as (opendata.searchable(id, name_ja, name_en)) stored
);
call opendata.make_versioned('area', 'areas');
comment on table opendata.area_version is '統計の対象となる地域 / Areas that observations are about';
comment on column opendata.area_version.ordinal is '順 / Order';
comment on column opendata.area_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.area_version.name_en is '名称（英語） / Name in English';
comment on column opendata.area_version.kind is '区分（圏域・市町村） / Kind: region or municipality';
comment on column opendata.area_version.search is '検索用 / For searching';

create table opendata.measure_version (
    id text not null check (id ~ '^[a-z][A-Za-z0-9]*$'), ordinal integer not null, name_ja text not null, name_en text not null,
    unit text not null references opendata.unit, description_ja text not null, description_en text not null,
    search text generated always as (opendata.searchable(id, name_ja, name_en)) stored
);
call opendata.make_versioned('measure', 'measures');
comment on table opendata.measure_version is '統計項目（人口など） / Measures, such as population';
comment on column opendata.measure_version.ordinal is '順 / Order';
comment on column opendata.measure_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.measure_version.name_en is '名称（英語） / Name in English';
comment on column opendata.measure_version.unit is '単位 / Unit';
comment on column opendata.measure_version.description_ja is '説明 / Description in Japanese';
comment on column opendata.measure_version.description_en is '説明（英語） / Description in English';
comment on column opendata.measure_version.search is '検索用 / For searching';

create table opendata.municipality_version (
    id text not null references opendata.area check (opendata.valid_code(id)),
    ordinal integer not null, name_ja text not null, name_kana text not null, name_en text not null,
    kind text not null check (kind in ('city', 'town', 'village')), role text not null check (role in ('core', 'partner')),
    subprefecture text not null, district text,
    known_for_ja text not null, known_for_en text not null,
    search text generated always as (opendata.searchable(id, name_ja, name_kana, name_en, subprefecture, district, known_for_ja, known_for_en)) stored
);
call opendata.make_versioned('municipality', 'municipalities');
call opendata.add_provenance('municipality');
comment on table opendata.municipality_version is '構成市町村 / Municipalities of the area';
comment on column opendata.municipality_version.ordinal is '順（公式の並び） / Official order';
comment on column opendata.municipality_version.name_ja is '名称 / Name in Japanese';
comment on column opendata.municipality_version.name_kana is '名称（カナ） / Name in kana';
comment on column opendata.municipality_version.name_en is '名称（ローマ字） / Name in romaji';
comment on column opendata.municipality_version.kind is '区分（市・町・村） / City, town or village';
comment on column opendata.municipality_version.role is '役割（連携中枢都市・連携市町村） / Core city or partner';
comment on column opendata.municipality_version.subprefecture is '振興局 / Subprefecture';
comment on column opendata.municipality_version.district is '郡 / District';
comment on column opendata.municipality_version.known_for_ja is '特徴 / What it is known for, in Japanese';
comment on column opendata.municipality_version.known_for_en is '特徴（英語） / What it is known for, in English';
comment on column opendata.municipality_version.search is '検索用 / For searching';

create table opendata.demographic_version (
    id text not null,
    area text not null references opendata.area, measure text not null references opendata.measure,
    period text check (period ~ '^[0-9]{4}'), period_reason text references opendata.reason,
    printed text not null, amount numeric, unit text not null references opendata.unit,
    approximate boolean not null default false, amount_reason text references opendata.reason,
    projection boolean not null default false, basis text, basis_reason text references opendata.reason,
    check ((period is null) = (period_reason is not null)), check ((amount is null) = (amount_reason is not null)),
    check ((basis is null) = (basis_reason is not null))
);
call opendata.make_versioned('demographic', 'demographics');
call opendata.add_provenance('demographic');
create index on opendata.demographic_version (area, measure, period) where until_release is null;
create index on opendata.demographic_version (measure, period, area) where until_release is null;
comment on table opendata.demographic_version is '人口・高齢化率・通勤通学割合など / Observations: population, ageing rate, commuting rate';
comment on column opendata.demographic_version.area is '地域 / Area';
comment on column opendata.demographic_version.measure is '統計項目 / Measure';
comment on column opendata.demographic_version.period is '時点（西暦年で始まる） / Period, beginning with the year';
comment on column opendata.demographic_version.period_reason is '時点がない理由（コード） / Why the period is missing';
comment on column opendata.demographic_version.printed is '値（印刷のとおり） / Value as printed';
comment on column opendata.demographic_version.amount is '数量 / Amount';
comment on column opendata.demographic_version.unit is '単位 / Unit';
comment on column opendata.demographic_version.approximate is '概数か / Whether approximate';
comment on column opendata.demographic_version.amount_reason is '数量がない理由（コード） / Why the amount is missing';
comment on column opendata.demographic_version.projection is '将来推計か / Whether a projection';
comment on column opendata.demographic_version.basis is '統計の基礎（印刷されている場合） / Basis of the figure, where printed';
comment on column opendata.demographic_version.basis_reason is '基礎がない理由（コード） / Why the basis is missing';
