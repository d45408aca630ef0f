-- Sums and ratios that the documents' remarks allow to be checked.
create table opendata.remark_check_version (
    id text not null references opendata.evaluation, operation text not null check (operation in ('sum', 'percentage')),
    activities text[] not null check (cardinality(activities) > 0), tolerance numeric not null default 0 check (tolerance >= 0)
);
call opendata.make_versioned('remark_check', 'remarkChecks');
comment on table opendata.remark_check_version is '実施状況の数から実績値を検算できるもの / Actuals that the counts of remarks add up to';
comment on column opendata.remark_check_version.operation is '計算（合計・百分率） / Sum, or the first as a percentage of the second';
comment on column opendata.remark_check_version.activities is '数のある実施状況 / Activities whose counts are used';
comment on column opendata.remark_check_version.tolerance is '許す差（概数のため） / Difference allowed, for rounded figures';

-- Computed at publishing over the rows of the release, and kept with it.
create table opendata.quality_check_version (
    id text not null, kind text not null check (kind in ('columnTotal', 'weightedMean', 'remark', 'achievementRate', 'marks', 'checkDigit', 'reference', 'coverage')),
    subject text not null, expected text, found text, difference numeric, agrees boolean not null, explanation text references opendata.reason,
    detail jsonb, source text references opendata.source,
    search text generated always as (opendata.searchable(id, kind, subject)) stored
);
call opendata.make_versioned('quality_check', 'qualityChecks');
comment on table opendata.quality_check_version is '整合性の検査（公表のたびに計算） / Consistency checks, computed at each publication';
comment on column opendata.quality_check_version.kind is '種類 / Kind';
comment on column opendata.quality_check_version.subject is '対象 / What is checked';
comment on column opendata.quality_check_version.expected is '期待される値（資料の表示など） / Expected, as printed';
comment on column opendata.quality_check_version.found is '計算した値 / Found by computing';
comment on column opendata.quality_check_version.difference is '差（期待 − 計算） / Expected minus found';
comment on column opendata.quality_check_version.agrees is '一致するか / Whether they agree';
comment on column opendata.quality_check_version.explanation is '差の説明（コード） / What explains a difference';
comment on column opendata.quality_check_version.detail is '内訳 / Particulars';
comment on column opendata.quality_check_version.source is '出典 / Source document';
comment on column opendata.quality_check_version.search is '検索用 / For searching';

-- All references between current rows: table, column, how many dangle. The foreign keys only see identities.
create function opendata.dangling_references() returns table (referring text, field text, dangling bigint) language plpgsql stable as $$
declare
    r record;
begin
    for r in select v.name as table_name, a.attname as column_name, t.name as target
               from opendata.versioned_table v
               join pg_constraint c on c.conrelid = ('opendata.' || v.name || '_version')::regclass and c.contype = 'f' and cardinality(c.conkey) = 1
               join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
               join opendata.versioned_table t on c.confrelid = ('opendata.' || t.name)::regclass and t.name <> v.name
              where a.attname <> 'id' order by 1, 2 loop
        return query execute format('select %1$L::text, %2$L::text, count(*) from opendata.%3$I v where v.until_release is null and v.%4$I is not null
            and not exists (select from opendata.%5$I t where t.id = v.%4$I and t.until_release is null)', r.table_name, r.column_name, r.table_name || '_version', r.column_name, r.target || '_version');
    end loop;
end $$;
comment on function opendata.dangling_references is '現行の行どうしの参照のうち、相手のないもの / References between current rows that lead nowhere';

-- What is null, and why: every column that has a reason beside it.
create function opendata.coverage() returns table (resource text, field text, total bigint, present bigint, reasons jsonb) language plpgsql stable as $$
declare
    r record;
begin
    for r in select v.resource as public_name, v.name as table_name, a.attname as reason_column, b.attname as value_column
               from opendata.versioned_table v
               join pg_attribute a on a.attrelid = ('opendata.' || v.name || '_version')::regclass and a.attname like '%\_reason' and not a.attisdropped
               join pg_attribute b on b.attrelid = a.attrelid and not b.attisdropped
                    and b.attname in (left(a.attname, -7), left(a.attname, -7) || '_ja', left(a.attname, -7) || '_text') and b.attname <> a.attname
                    and not exists (select from pg_attribute k where k.attrelid = a.attrelid and k.attname = left(a.attname, -7) || '_kind')
              where a.attname <> 'rating_reason' order by 1, 3 loop
        return query execute format('select %1$L::text, %2$L::text, sum(n)::bigint, (sum(n) filter (where present))::bigint, coalesce(jsonb_object_agg(reason, n) filter (where reason is not null), ''{}'')
            from (select %3$I is not null as present, case when %3$I is null then %4$I end as reason, count(*) as n from opendata.%5$I where until_release is null group by 1, 2) c',
            r.public_name, r.value_column, r.value_column, r.reason_column, r.table_name || '_version');
    end loop;
end $$;
comment on function opendata.coverage is '空の値とその理由 / Missing values and why';

create function opendata.quality(at_release integer)
    returns table (id text, kind text, subject text, expected text, found text, difference numeric, agrees boolean, explanation text, detail jsonb, source text)
    language sql stable as $$
        select case measure when 'population' then 'columnTotal-' else 'weightedMean-' end || measure || '-' || period || '-' || source,
               case difference_reason when 'roundedParts' then 'weightedMean' else case when m.aggregate = 'sum' then 'columnTotal' else 'weightedMean' end end,
               'demographics ' || measure || ' ' || period, amount::text, computed::text, c.difference, c.difference = 0, difference_reason, null::jsonb, source
          from opendata.comparison(at_release) c join opendata.measure_version m on m.id = c.measure and m.until_release is null
         where computed is not null
        union all
        select 'remark-' || r.id, 'remark', 'evaluations ' || r.id, e.actual_amount::text, trim_scale(s.found)::text, e.actual_amount - trim_scale(s.found),
               coalesce(abs(e.actual_amount - s.found) <= r.tolerance, false), null, jsonb_build_object('operation', r.operation, 'activities', r.activities, 'tolerance', r.tolerance), e.source
          from opendata.remark_check_version r
          join opendata.evaluation_version e on e.id = r.id and e.until_release is null
          join lateral (
              select case r.operation when 'sum' then sum(a.quantity_amount)
                     else round(100 * min(a.quantity_amount) filter (where a.id = r.activities[1]) / nullif(min(a.quantity_amount) filter (where a.id = r.activities[2]), 0), 2) end as found
                from opendata.activity_version a where a.id = any (r.activities) and a.until_release is null) s on true
         where r.until_release is null
        union all
        select 'achievementRate-' || fiscal_year, 'achievementRate', 'evaluations/summary ' || fiscal_year, printed_rate::text, rate::text, trim_scale(printed_rate - rate), s.agrees, null,
               jsonb_build_object('rated', rated, 'achieved', achieved), (select e.source from opendata.evaluation_version e join opendata.vision_version v on v.rate_indicator = e.indicator and v.until_release is null
                   where e.fiscal_year = s.fiscal_year and e.until_release is null limit 1)
          from opendata.evaluation_summary(at_release) s where s."by" = 'year' and printed_rate is not null
        union all
        select 'marks-' || e.fiscal_year, 'marks', 'evaluations ' || e.fiscal_year, count(*)::text, (count(*) filter (where c.agrees))::text, (count(*) filter (where not c.agrees))::numeric, bool_and(c.agrees), null,
               jsonb_build_object('disagreeing', coalesce(jsonb_agg(e.id) filter (where not c.agrees), '[]')), min(e.source)
          from opendata.evaluation_version e join opendata.evaluation_check_version c on c.id = e.id and c.until_release is null
         where e.until_release is null and e.rating is not null group by e.fiscal_year
        union all
        select 'checkDigit-municipalities', 'checkDigit', 'municipalities code', count(*)::text, (count(*) filter (where opendata.valid_code(m.id)))::text, (count(*) filter (where not opendata.valid_code(m.id)))::numeric,
               bool_and(opendata.valid_code(m.id)), null, null, null
          from opendata.municipality_version m where m.until_release is null having count(*) > 0
        union all
        select 'reference-all', 'reference', 'all resources', '0', sum(d.dangling)::text, -sum(d.dangling), sum(d.dangling) = 0, null, jsonb_build_object('columnsChecked', count(*)), null
          from opendata.dangling_references() d
        union all
        select 'coverage-' || c.resource || '-' || c.field, 'coverage', c.resource || ' ' || c.field, c.total::text, coalesce(c.present, 0)::text, (c.total - coalesce(c.present, 0))::numeric,
               c.total - coalesce(c.present, 0) = (select coalesce(sum(n.value::bigint), 0) from jsonb_each_text(c.reasons) n), null, jsonb_build_object('missing', c.reasons), null
          from opendata.coverage() c where c.total > 0;
$$;
comment on function opendata.quality is '整合性の検査の結果 / Results of the consistency checks';

call opendata.rebuild_change_view();
