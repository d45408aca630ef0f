-- Sources, and the words that the figures are written with: reasons, units, states.
create table opendata.source_version (
    id text not null, ordinal integer not null,
    title_ja text not null, title_en text not null,
    label text, publisher text, publisher_reason text, date_text text, date_reason text,
    description_ja text not null, description_en text not null,
    search text generated always as (opendata.searchable(id, title_ja, title_en, label, publisher, description_ja, description_en)) stored,
    check ((publisher is null) = (publisher_reason is not null)), check ((date_text is null) = (date_reason is not null))
);
call opendata.make_versioned('source', 'sources');
comment on table opendata.source_version is '出典の文書 / Source documents';
comment on column opendata.source_version.ordinal is '順 / Order';
comment on column opendata.source_version.title_ja is '題名 / Title in Japanese';
comment on column opendata.source_version.title_en is '題名（英語） / Title in English';
comment on column opendata.source_version.label is '資料番号 / Label printed on the document';
comment on column opendata.source_version.publisher is '発行者（印刷のとおり） / Publisher as printed';
comment on column opendata.source_version.publisher_reason is '発行者がない理由（コード） / Why the publisher is missing';
comment on column opendata.source_version.date_text is '日付（印刷のとおり） / Date as printed';
comment on column opendata.source_version.date_reason is '日付がない理由（コード） / Why the date is missing';
comment on column opendata.source_version.description_ja is '説明 / Description in Japanese';
comment on column opendata.source_version.description_en is '説明（英語） / Description in English';
comment on column opendata.source_version.search is '検索用 / For searching';

create table opendata.reason_version (id text not null check (id ~ '^[a-z][A-Za-z]*$'), text_ja text not null, text_en text not null);
call opendata.make_versioned('reason', 'reasons');
comment on table opendata.reason_version is '値がない・推定したなどの理由 / Reasons why a value is missing, inferred or read as it is';
comment on column opendata.reason_version.text_ja is '理由 / Reason in Japanese';
comment on column opendata.reason_version.text_en is '理由（英語） / Reason in English';

alter table opendata.source_version
    add foreign key (publisher_reason) references opendata.reason, add foreign key (date_reason) references opendata.reason;

create table opendata.unit_version (id text not null, name_en text not null, same_as text);
call opendata.make_versioned('unit', 'units');
alter table opendata.unit_version add foreign key (same_as) references opendata.unit;
comment on table opendata.unit_version is '単位と助数詞 / Units and counters';
comment on column opendata.unit_version.name_en is '英語 / Name in English';
comment on column opendata.unit_version.same_as is '同じ意味の単位（名は人） / The unit it is read as';

create table opendata.state_version (id text not null, name_en text not null);
call opendata.make_versioned('state', 'states');
comment on table opendata.state_version is '状態を表す語（常時・開設・維持） / Words that state a condition';
comment on column opendata.state_version.name_en is '英語 / Name in English';
