-- Makes observations for tests/load/run.sh: psql -v areas=1741 -v measures=500 -v from=0 -v to=5 -f observations.sql
-- (years from and to, counted back from 2025 in steps of one; a second run adds more years to the first).
-- Made up (架空), as a release of their own; sorted by id, as publishing inserts them. Triggers rest meanwhile: the rows refer
-- to what stands here, and a million of them checked again would measure the checks. Indexes are made behind the rows.
\set ON_ERROR_STOP on
begin;
set local session_replication_role = replica;
set local maintenance_work_mem = '512MB';
set local client_min_messages = warning;
insert into opendata.release (number, published_at, note, input_sha256) select max(number) + 1, clock_timestamp(), '負荷試験（架空）', repeat('0', 64) from opendata.release;
select max(number) as release from opendata.release \gset
select not exists (select from opendata.source where id = 'made-up-load') as first \gset
\if :first
insert into opendata.source select 'made-up-load';
insert into opendata.source_version (id, ordinal, title_ja, title_en, publisher_reason, date_reason, description_ja, description_en, since_release)
    values ('made-up-load', 99, '負荷試験用の架空の資料', 'Made up for the load test', 'notPrinted', 'dateNotPrinted', '実在しない。負荷試験の行の出典。', 'Does not exist; source of the load test''s rows.', :release);
insert into opendata.area select format('madeup-%s', to_char(a, 'FM0000')) from generate_series(0, :areas - 1) a;
insert into opendata.area_version (id, ordinal, name_ja, name_en, kind, since_release)
    select id, 1000, '架空地域 ' || id, 'Made-up area ' || id, 'municipality', :release from opendata.area where id like 'madeup-%';
insert into opendata.measure select 'madeUp' || to_char(m, 'FM000') from generate_series(0, :measures - 1) m;
insert into opendata.measure_version (id, ordinal, name_ja, name_en, unit, description_ja, description_en, aggregate, decimals, since_release)
    select id, 1000, '架空項目 ' || id, 'Made-up measure ' || id, '人', '架空', 'Made up', 'none', 0, :release from opendata.measure where id like 'madeUp%';
\endif

select indexrelid::regclass as index, pg_get_indexdef(indexrelid) as definition into temp made_again
  from pg_index where indrelid = 'opendata.demographic_version'::regclass and not indisprimary;
select format('drop index %s', index) from made_again \gexec
alter table opendata.demographic_version drop constraint demographic_version_pkey;
insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release)
    select format('madeup-%s-madeUp%s-%s-made-up-load', area, measure, period), 'madeup-' || area, 'madeUp' || measure, period, to_char(amount, 'FM999,999,999'), amount, '人', 'basisNotPrinted', 'made-up-load', '架空', :release
      from (select to_char(a, 'FM0000') as area, to_char(m, 'FM000') as measure, (2025 - y)::text as period, 1000 + (a * 7919::bigint + m * 104729 + y * 1299709) % 900000 as amount
              from generate_series(0, :areas - 1) a, generate_series(0, :measures - 1) m, generate_series(:to, :from, -1) y) made
     order by area, measure, period;
alter table opendata.demographic_version add primary key (id, since_release);
select definition from made_again \gexec
insert into opendata.demographic select id from opendata.demographic_version where since_release = :release;
insert into opendata.release_count select :release, resource, 0, 0, 0, current from opendata.release_count where release = :release - 1 and resource <> 'demographics';
insert into opendata.release_count select :release, 'demographics', :areas * :measures * (:to - :from + 1), 0, 0, count(*) from opendata.demographic_version where until_release is null;
commit;
vacuum (analyze) opendata.demographic_version;
-- Something that began before the commit may have kept the rows from being known as visible to all.
select relallvisible < relpages / 2 as again from pg_class where oid = 'opendata.demographic_version'::regclass \gset
\if :again
vacuum opendata.demographic_version;
\endif
analyze opendata.demographic;
