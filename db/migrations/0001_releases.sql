-- Releases, and the one mechanism by which every published row belongs to a span of them.
create schema if not exists opendata;
comment on schema opendata is '公表データ / Published data';
create extension if not exists btree_gist with schema public;

create table opendata.release (
    number       integer     primary key check (number > 0),
    published_at timestamptz not null,
    note         text,
    input_sha256 text        not null check (input_sha256 ~ '^[0-9a-f]{64}$')
);
comment on table opendata.release is '公表（リリース）。番号は1からの連番で、内容は後から変わらない / A release; numbered from 1, never changed afterwards';
comment on column opendata.release.number is '公表番号 / Release number';
comment on column opendata.release.published_at is '公表日時 / Time of publication';
comment on column opendata.release.note is '公表の説明 / Note by the publisher';
comment on column opendata.release.input_sha256 is '入力ファイル全体のSHA-256 / SHA-256 over all input files';

create table opendata.versioned_table (name text primary key, resource text not null unique);
comment on table opendata.versioned_table is '版を持つ表と、公表での名前 / Versioned tables and their public names';
comment on column opendata.versioned_table.name is '表 / Table';
comment on column opendata.versioned_table.resource is '公表での名前 / Public name of the resource';

create table opendata.release_count (
    release integer not null references opendata.release, resource text not null references opendata.versioned_table (resource),
    added integer not null, changed integer not null, removed integer not null, current integer not null,
    primary key (release, resource)
);
comment on table opendata.release_count is '公表ごと・表ごとの件数 / Rows by release and table';
comment on column opendata.release_count.release is '公表番号 / Release number';
comment on column opendata.release_count.resource is '公表での名前 / Resource';
comment on column opendata.release_count.added is '追加 / Added';
comment on column opendata.release_count.changed is '変更 / Changed';
comment on column opendata.release_count.removed is '削除 / Removed';
comment on column opendata.release_count.current is '現在の件数 / Rows current in that release';

-- Text as the q parameter searches it: width variants and letter case folded.
create function opendata.searchable(variadic parts text[]) returns text
    language sql immutable parallel safe
    return lower(normalize(array_to_string(parts, ' '), nfkc));
comment on function opendata.searchable is '検索用の正規化（全角・半角、大文字・小文字を同一視） / Normalised text for searching';

-- The check digit of a six-digit code of local government (全国地方公共団体コード).
create function opendata.valid_code(code text) returns boolean
    language sql immutable parallel safe
    return code ~ '^[0-9]{6}$' and right(code, 1)::integer = (11 - (
        substr(code, 1, 1)::integer * 6 + substr(code, 2, 1)::integer * 5 + substr(code, 3, 1)::integer * 4 +
        substr(code, 4, 1)::integer * 3 + substr(code, 5, 1)::integer * 2) % 11) % 10;
comment on function opendata.valid_code is '団体コードの検査数字を確かめる / Verifies the check digit of a municipality code';

-- Turns <name>_version into a versioned table: an identity table that references point to and that is
-- never emptied, the span of releases, no two overlapping, and the index that serves the current rows.
create procedure opendata.make_versioned(name text, resource text) language plpgsql as $$
begin
    insert into opendata.versioned_table values (name, resource);
    execute format('create table opendata.%I (id text primary key)', name);
    execute format('comment on table opendata.%I is %L', name, '識別子。消えることはない / Identity; never deleted');
    execute format('comment on column opendata.%I.id is %L', name, '識別子 / Identifier');
    execute format('alter table opendata.%1$I
        add column since_release integer not null references opendata.release,
        add column until_release integer references opendata.release,
        add foreign key (id) references opendata.%2$I,
        add primary key (id, since_release),
        add check (until_release > since_release),
        add exclude using gist (id with =, int4range(since_release, until_release) with &&)', name || '_version', name);
    execute format('create unique index on opendata.%I (id) where until_release is null', name || '_version');
    execute format('create index on opendata.%I (since_release)', name || '_version');
    execute format('create index on opendata.%I (until_release) where until_release is not null', name || '_version');
    execute format('comment on column opendata.%I.id is %L', name || '_version', '識別子 / Identifier');
    execute format('comment on column opendata.%I.since_release is %L', name || '_version', 'この版が最初に現れた公表 / First release that holds this version');
    execute format('comment on column opendata.%I.until_release is %L', name || '_version', 'この版がなくなった公表（空は現行） / Release that ended this version; null while current');
end $$;

-- Adds the provenance that every fact carries.
create procedure opendata.add_provenance(name text) language plpgsql as $$
begin
    execute format('alter table opendata.%I
        add column source text not null references opendata.source,
        add column source_place text not null check (source_place <> %L),
        add column inferred text[] not null default %L,
        add column inference_reasons text[] not null default %3$L,
        add check (cardinality(inference_reasons) in (cardinality(inferred), least(cardinality(inferred), 1)))', name || '_version', '', '{}');
    execute format('comment on column opendata.%I.source is %L', name || '_version', '出典の文書 / Source document');
    execute format('comment on column opendata.%I.source_place is %L', name || '_version', '文書の中の箇所 / Place in the document');
    execute format('comment on column opendata.%I.inferred is %L', name || '_version', '印刷されておらず推定した項目 / Fields that are inferences, not printed');
    execute format('comment on column opendata.%I.inference_reasons is %L', name || '_version', '推定の理由（コード。1つ、または項目ごと） / What the inferences rest on: one reason code, or one each');
end $$;

-- Adds a KPI value: the text as printed and, beside it, what was read from it.
create procedure opendata.add_value(name text, prefix text, label text) language plpgsql as $$
declare
    part text[];
begin
    execute format('alter table opendata.%1$I
        add column %2$s_text text, add column %2$s_kind text, add column %2$s_amount numeric, add column %2$s_unit text references opendata.unit,
        add column %2$s_per text, add column %2$s_comparison text, add column %2$s_each boolean not null default false,
        add column %2$s_approximate boolean not null default false, add column %2$s_provisional boolean not null default false,
        add column %2$s_period text, add column %2$s_parts jsonb, add column %2$s_reason text references opendata.reason,
        add check (%2$s_kind in (''number'', ''pair'', ''state'', ''milestone'', ''relative'', ''none'')),
        add check (%2$s_per in (''day'', ''year'', ''fiscalYear'')),
        add check (%2$s_comparison in (''atLeast'', ''atMost'')),
        add check ((%2$s_text is null) = (%2$s_kind is null)),
        add check ((%2$s_kind is not distinct from ''number'') = (%2$s_amount is not null)),
        add check ((%2$s_kind is not distinct from ''pair'') = (%2$s_parts is not null)),
        add check (%2$s_kind is distinct from ''none'' or %2$s_reason is not null)', name || '_version', prefix);
    foreach part slice 1 in array array[
        ['text', '（印刷のとおり） / as printed'], ['kind', 'の種類 / kind of value'],
        ['amount', 'の数量（基本単位） / amount in the base unit'], ['unit', 'の単位 / unit'],
        ['per', 'の「当たり」 / per day, year or fiscal year'], ['comparison', 'の以上・以下 / at least, at most'],
        ['each', 'が「各」か / whether each'], ['approximate', 'が「約」か / whether approximate'],
        ['provisional', 'が集計中か / whether provisional'], ['period', 'の時点・期間 / period as printed'],
        ['parts', 'の組の内訳 / named parts of a pair'], ['reason', 'の補足・理由（コード） / reason code']]
    loop
        execute format('comment on column opendata.%I.%I is %L', name || '_version', prefix || '_' || part[1], label || part[2]);
    end loop;
end $$;
