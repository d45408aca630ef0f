-- The catalogue: organizations, groups, licences, datasets and their data files; and what publishing renders from them.
create table opendata.organization_version (
    id text not null check (id ~ '^[a-z0-9][a-z0-9_-]{1,99}$'), uuid text not null check (uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    ordinal integer not null, title_ja text not null, title_en text not null, description_ja text not null, description_en text not null,
    code text not null check (opendata.valid_code(code)), contact_name text not null, contact_email text, contact_url text
);
call opendata.make_versioned('organization', 'organizations');
comment on table opendata.organization_version is '組織 / Organizations that own datasets';
comment on column opendata.organization_version.uuid is 'UUID / UUID';
comment on column opendata.organization_version.ordinal is '順 / Order';
comment on column opendata.organization_version.title_ja is '名称 / Name in Japanese';
comment on column opendata.organization_version.title_en is '名称（英語） / Name in English';
comment on column opendata.organization_version.description_ja is '説明 / Description in Japanese';
comment on column opendata.organization_version.description_en is '説明（英語） / Description in English';
comment on column opendata.organization_version.code is 'ファイル名に付ける団体コード / Municipality code that file names begin with';
comment on column opendata.organization_version.contact_name is '連絡先の部署 / Office to contact';
comment on column opendata.organization_version.contact_email is '連絡先のメール / Its e-mail address';
comment on column opendata.organization_version.contact_url is '連絡先のURL / Its web page';

create table opendata.dataset_group_version (
    id text not null check (id ~ '^[a-z0-9][a-z0-9_-]{1,99}$'), uuid text not null check (uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    ordinal integer not null, title_ja text not null, title_en text not null, description_ja text not null, description_en text not null
);
call opendata.make_versioned('dataset_group', 'groups');
comment on table opendata.dataset_group_version is 'グループ / Groups of datasets';
comment on column opendata.dataset_group_version.uuid is 'UUID / UUID';
comment on column opendata.dataset_group_version.ordinal is '順 / Order';
comment on column opendata.dataset_group_version.title_ja is '名称 / Name in Japanese';
comment on column opendata.dataset_group_version.title_en is '名称（英語） / Name in English';
comment on column opendata.dataset_group_version.description_ja is '説明 / Description in Japanese';
comment on column opendata.dataset_group_version.description_en is '説明（英語） / Description in English';

create table opendata.licence_version (id text not null, title_ja text not null, title_en text not null, url text, canonical_url text, is_open boolean not null);
call opendata.make_versioned('licence', 'licences');
comment on table opendata.licence_version is 'ライセンス / Licences';
comment on column opendata.licence_version.title_ja is '題名 / Title in Japanese';
comment on column opendata.licence_version.title_en is '題名（英語） / Title in English, as in CKAN''s register';
comment on column opendata.licence_version.url is 'CKANの登録URL / URL in CKAN''s register';
comment on column opendata.licence_version.canonical_url is '正式なURL / Canonical URL';
comment on column opendata.licence_version.is_open is 'オープンライセンスか / Whether it conforms to the Open Definition';

create table opendata.catalogue_description_version (
    id text not null, title_ja text not null, title_en text not null, description_ja text not null, description_en text not null,
    organization text not null references opendata.organization, address text check (address ~ '^https?://[^/]+(/.*[^/])?$')
);
call opendata.make_versioned('catalogue_description', 'catalogues');
create unique index on opendata.catalogue_description_version ((true)) where until_release is null;
comment on table opendata.catalogue_description_version is 'カタログ（1件） / The catalogue: one row';
comment on column opendata.catalogue_description_version.title_ja is '題名 / Title in Japanese';
comment on column opendata.catalogue_description_version.title_en is '題名（英語） / Title in English';
comment on column opendata.catalogue_description_version.description_ja is '説明 / Description in Japanese';
comment on column opendata.catalogue_description_version.description_en is '説明（英語） / Description in English';
comment on column opendata.catalogue_description_version.organization is '公開する組織 / Organization that publishes it';
comment on column opendata.catalogue_description_version.address is '公開アドレス（一覧のURLの先頭） / Public address, before the paths in the list of open data';

create table opendata.dataset_version (
    id text not null check (id ~ '^[a-z0-9][a-z0-9_-]{1,99}$'), uuid text not null check (uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    name text not null check (name ~ '^[a-z0-9][a-z0-9_-]{1,99}$'), ordinal integer not null,
    title_ja text not null, title_en text not null, notes_ja text not null, notes_en text not null,
    organization text not null references opendata.organization, groups text[] not null, tags text[] not null check (cardinality(tags) > 0), author text not null,
    frequency text not null check (frequency in ('annual', 'irregular', 'never')), themes text[] not null check (themes <@ array['AGRI', 'ECON', 'EDUC', 'ENER', 'ENVI', 'GOVE', 'HEAL', 'INTR', 'JUST', 'REGI', 'SOCI', 'TECH', 'TRAN']),
    languages text[] not null check (languages <@ array['ja', 'en'] and cardinality(languages) > 0), temporal_start date, temporal_end date, spatial text not null references opendata.area,
    category text not null, sources text[] not null, licence text references opendata.licence,
    check ((temporal_start is null) = (temporal_end is null)), check (temporal_start <= temporal_end)
);
call opendata.make_versioned('dataset', 'datasets');
create unique index on opendata.dataset_version (name) where until_release is null;
create unique index on opendata.dataset_version (uuid) where until_release is null;
comment on table opendata.dataset_version is 'データセット / Datasets';
comment on column opendata.dataset_version.uuid is 'UUID。名前を変えても変わらない / UUID, which survives a change of name';
comment on column opendata.dataset_version.name is '名前（URLに使う） / Name, in addresses';
comment on column opendata.dataset_version.ordinal is '順 / Order';
comment on column opendata.dataset_version.title_ja is '題名 / Title in Japanese';
comment on column opendata.dataset_version.title_en is '題名（英語） / Title in English';
comment on column opendata.dataset_version.notes_ja is '説明 / Description in Japanese';
comment on column opendata.dataset_version.notes_en is '説明（英語） / Description in English';
comment on column opendata.dataset_version.organization is '組織 / Organization that owns it';
comment on column opendata.dataset_version.groups is 'グループ / Groups';
comment on column opendata.dataset_version.tags is 'タグ / Tags';
comment on column opendata.dataset_version.author is '所管部署 / Office in charge';
comment on column opendata.dataset_version.frequency is '更新頻度 / How often it is updated';
comment on column opendata.dataset_version.themes is '分野（EUのdata-theme） / Themes, of the EU''s data-theme list';
comment on column opendata.dataset_version.languages is '言語 / Languages';
comment on column opendata.dataset_version.temporal_start is '期間の開始 / First day it is about';
comment on column opendata.dataset_version.temporal_end is '期間の終了 / Last day it is about';
comment on column opendata.dataset_version.spatial is '地域 / Area it is about';
comment on column opendata.dataset_version.category is '分類（オープンデータ一覧） / Category in the list of open data';
comment on column opendata.dataset_version.sources is '出典の文書 / Source documents';
comment on column opendata.dataset_version.licence is 'ライセンス（空は指定なし） / Licence; null where none is specified';

create table opendata.data_file_version (
    id text not null, dataset text not null references opendata.dataset,
    csv_uuid text not null check (csv_uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'), json_uuid text not null check (json_uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' and json_uuid <> csv_uuid),
    ordinal integer not null, name text not null check (name ~ '^[a-z0-9][a-z0-9_-]{0,99}$'), title_ja text not null check (title_ja !~ '[\\/:*?"<>|[:cntrl:]]'), title_en text not null,
    description_ja text not null, description_en text not null, view text not null check (view ~ '^file_[a-z0-9_]+$'), restrict_column text, restrict_value text,
    check ((restrict_column is null) = (restrict_value is null))
);
call opendata.make_versioned('data_file', 'dataFiles');
create unique index on opendata.data_file_version (dataset, name) where until_release is null;
create unique index on opendata.data_file_version (csv_uuid) where until_release is null;
create unique index on opendata.data_file_version (json_uuid) where until_release is null;
comment on table opendata.data_file_version is 'データファイル。1つのビューの行 / Data files, each the rows of a view';
comment on column opendata.data_file_version.dataset is 'データセット / Dataset';
comment on column opendata.data_file_version.csv_uuid is 'CSVのUUID / UUID of the CSV';
comment on column opendata.data_file_version.json_uuid is 'JSONのUUID / UUID of the JSON';
comment on column opendata.data_file_version.ordinal is '順 / Order within the dataset';
comment on column opendata.data_file_version.name is '名前（URLに使う） / Name, in addresses';
comment on column opendata.data_file_version.title_ja is '題名 / Title in Japanese';
comment on column opendata.data_file_version.title_en is '題名（英語） / Title in English';
comment on column opendata.data_file_version.description_ja is '説明 / Description in Japanese';
comment on column opendata.data_file_version.description_en is '説明（英語） / Description in English';
comment on column opendata.data_file_version.view is 'ビュー / View';
comment on column opendata.data_file_version.restrict_column is '対象の列。この列の値で行を限る / Column of the view that restricts the rows';
comment on column opendata.data_file_version.restrict_value is '対象の値 / Its value, as text';

-- Bytes are stored once, compressed, by the SHA-256 of what they decompress to, in pieces that can be streamed.
create table opendata.stored_content (sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'), size bigint not null, gzip_size bigint not null);
comment on table opendata.stored_content is '公表したファイルの内容 / Contents of published files';
comment on column opendata.stored_content.sha256 is '内容のSHA-256 / SHA-256 of the content';
comment on column opendata.stored_content.size is 'バイト数 / Bytes';
comment on column opendata.stored_content.gzip_size is '圧縮後のバイト数 / Bytes when compressed by gzip';
create table opendata.stored_chunk (sha256 text not null references opendata.stored_content, ordinal integer not null, bytes bytea not null, primary key (sha256, ordinal));
alter table opendata.stored_chunk alter column bytes set storage external; -- compressed already
comment on table opendata.stored_chunk is '内容をgzipで圧縮し、分けたもの / Pieces of a content compressed by gzip';
comment on column opendata.stored_chunk.sha256 is '内容のSHA-256 / SHA-256 of the content';
comment on column opendata.stored_chunk.ordinal is '順 / Order';
comment on column opendata.stored_chunk.bytes is 'バイト列 / Bytes';

create table opendata.file_rendition (
    data_file text not null references opendata.data_file, format text not null check (format in ('csv', 'json')), release integer not null references opendata.release,
    sha256 text not null references opendata.stored_content, rows bigint not null, columns jsonb not null, definition text not null, primary key (data_file, format, release)
);
comment on table opendata.file_rendition is 'データファイルの内容（変わった公表ごと） / What a data file became in the releases that changed it';
comment on column opendata.file_rendition.data_file is 'データファイル / Data file';
comment on column opendata.file_rendition.format is '形式 / Format';
comment on column opendata.file_rendition.release is '公表番号 / Release';
comment on column opendata.file_rendition.sha256 is '内容のSHA-256 / SHA-256 of the content';
comment on column opendata.file_rendition.rows is '行数 / Rows';
comment on column opendata.file_rendition.columns is '列の定義 / Its columns';
comment on column opendata.file_rendition.definition is 'ビューの定義のハッシュ / Hash of the view''s definition';

create table opendata.dataset_state (dataset text not null references opendata.dataset, release integer not null references opendata.release, digest text, primary key (dataset, release));
comment on table opendata.dataset_state is 'データセットが変わった公表 / Releases that changed a dataset';
comment on column opendata.dataset_state.dataset is 'データセット / Dataset';
comment on column opendata.dataset_state.release is '公表番号 / Release';
comment on column opendata.dataset_state.digest is '説明のハッシュ（空は取り下げ） / Hash of its description; null where it was withdrawn';

-- Tables that a view reads, through other views too.
create function opendata.view_tables(view_name text) returns setof text language sql stable as $$
    with recursive dependency (oid) as (
        select to_regclass('opendata.' || quote_ident(view_name))::oid
        union
        select d.refobjid from dependency v join pg_rewrite r on r.ev_class = v.oid
          join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass and d.refobjid <> v.oid
    )
    select c.relname::text from dependency join pg_class c using (oid) where c.relkind in ('r', 'p');
$$;
comment on function opendata.view_tables is 'ビューが読む表 / Tables that a view reads';

-- All that decides what a view gives beside the rows of its tables: its definition, and those of views and functions in it.
create function opendata.view_definition(view_name text) returns text language sql stable as $$
    with recursive dependency (class, oid) as (
        select 'pg_class'::regclass::oid, to_regclass('opendata.' || quote_ident(view_name))::oid
        union
        select d.refclassid, d.refobjid from dependency v join pg_rewrite r on v.class = 'pg_class'::regclass and r.ev_class = v.oid
          join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass) and d.refobjid <> v.oid
    )
    select string_agg(definition, E'\n' order by definition) from (
        select pg_get_viewdef(c.oid) as definition from dependency join pg_class c on class = 'pg_class'::regclass and c.oid = dependency.oid and c.relkind = 'v'
        union all
        select pg_get_functiondef(p.oid) from dependency join pg_proc p on class = 'pg_proc'::regclass and p.oid = dependency.oid and p.pronamespace = 'opendata'::regnamespace) d;
$$;
comment on function opendata.view_definition is 'ビューの定義（中のビューと関数を含む） / Definition of a view, with the views and functions in it';

-- Columns of a view with their comments, in order.
create function opendata.view_columns(view_name text) returns table (name text, type text, comment text) language sql stable as $$
    select a.attname::text, format_type(a.atttypid, null), col_description(a.attrelid, a.attnum)
      from pg_attribute a where a.attrelid = to_regclass('opendata.' || quote_ident(view_name)) and a.attnum > 0 and not a.attisdropped order by a.attnum;
$$;
comment on function opendata.view_columns is 'ビューの列と説明 / Columns of a view and their comments';

-- What is said of a dataset beside the content of its files, as a hash: all that its metadata shows.
create function opendata.dataset_digest(of_dataset text) returns text language sql stable as $$
    select encode(sha256(convert_to(jsonb_build_object(
        'dataset', to_jsonb(d) - '{ordinal,since_release,until_release,revised}'::text[],
        'files', (select jsonb_agg(to_jsonb(f) - '{since_release,until_release,revised}'::text[] order by f.id) from opendata.data_file_version f where f.dataset = d.id and f.until_release is null),
        'organization', (select to_jsonb(o) - '{ordinal,since_release,until_release,revised}'::text[] from opendata.organization_version o where o.id = d.organization and o.until_release is null),
        'groups', (select jsonb_agg(to_jsonb(g) - '{ordinal,since_release,until_release,revised}'::text[] order by g.id) from opendata.dataset_group_version g where g.id = any (d.groups) and g.until_release is null),
        'licence', (select to_jsonb(l) - '{since_release,until_release,revised}'::text[] from opendata.licence_version l where l.id = coalesce(d.licence, 'notspecified') and l.until_release is null),
        'sources', (select jsonb_agg(jsonb_build_array(s.id, s.title_ja, s.title_en) order by s.id) from opendata.source_version s where s.id = any (d.sources) and s.until_release is null),
        'area', (select jsonb_build_array(a.id, a.name_ja, a.name_en) from opendata.area_version a where a.id = d.spatial and a.until_release is null))::text, 'UTF8')), 'hex')
      from opendata.dataset_version d where d.id = of_dataset and d.until_release is null;
$$;
comment on function opendata.dataset_digest is 'データセットの説明のハッシュ / Hash of what is said of a dataset';

call opendata.rebuild_change_view();
