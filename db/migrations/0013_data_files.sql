-- The data files: each a view over the current rows, whose column names are the header of its CSV and whose comments
-- are its column definitions: '日本語 / English {asciiName key required unit=人}'.

-- Words of a KPI value. They read no table, so a view that uses them still depends on its tables alone.
create function opendata.kind_ja(kind text) returns text language sql immutable parallel safe
    return case kind when 'number' then '数' when 'pair' then '組' when 'state' then '状態' when 'milestone' then '年度' when 'relative' then '基準値との比較' when 'none' then 'なし' end;
comment on function opendata.kind_ja is '値の種類の語 / Japanese word for a kind of value';

create function opendata.per_ja(per text) returns text language sql immutable parallel safe
    return case per when 'day' then '日' when 'year' then '年' when 'fiscalYear' then '年度' end;
comment on function opendata.per_ja is '「当たり」の語 / Japanese word for what a value is counted per';

-- A relative value states the direction away from the baseline where others state a bound.
create function opendata.conditions_ja(kind text, comparison text, of_each boolean, approximate boolean, provisional boolean) returns text language sql immutable parallel safe
    return nullif(concat_ws(';', case when of_each then '各' end, case when approximate then '約' end,
        case when kind = 'relative' then case comparison when 'atLeast' then '増加' when 'atMost' then '減少' end else case comparison when 'atLeast' then '以上' when 'atMost' then '以下' end end,
        case when provisional then '集計中' end), '');
comment on function opendata.conditions_ja is '値の条件の語（各・約・以上・以下・増加・減少・集計中） / Japanese words for the conditions of a value';

create function opendata.parts_text(parts jsonb) returns text language sql immutable parallel safe
    return (select string_agg(part ->> 'amount', ';' order by position) from jsonb_array_elements(parts) with ordinality as listed(part, position));
comment on function opendata.parts_text is '組の内訳の数 / Amounts of the parts of a pair';

create view opendata.file_municipality as
select m.id as "団体コード", '北海道' as "都道府県名", m.name_ja as "市区町村名", m.name_kana as "カナ", m.name_en as "ローマ字",
       case m.kind when 'city' then '市' when 'town' then '町' when 'village' then '村' end as "区分", case m.role when 'core' then '連携中枢都市' when 'partner' then '連携市町村' end as "役割",
       m.subprefecture as "振興局", m.district as "郡", m.known_for_ja as "特徴", m.known_for_en as "特徴（英語）",
       s.title_ja as "出典", m.source_place as "出典箇所", nullif(array_to_string(m.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.municipality_version m
  join opendata.source_version s on s.id = m.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(m.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where m.until_release is null
 order by m.ordinal, m.id collate "C";
comment on view opendata.file_municipality is '構成市町村 / Municipalities of the area';
comment on column opendata.file_municipality."団体コード" is '全国地方公共団体コード（6桁の文字。先頭の0を含む） / Municipality code, six digits {code key required}';
comment on column opendata.file_municipality."都道府県名" is '都道府県の名称 / Prefecture {prefecture required}';
comment on column opendata.file_municipality."市区町村名" is '市町村の名称 / Name {nameJa required}';
comment on column opendata.file_municipality."カナ" is '名称のカナ（全角。市・町・村まで） / Name in kana {nameKana required}';
comment on column opendata.file_municipality."ローマ字" is '名称のローマ字（市・町・村を除く） / Name in romaji {nameEn required}';
comment on column opendata.file_municipality."区分" is '市・町・村のどれか / City, town or village {kind required}';
comment on column opendata.file_municipality."役割" is '圏域での役割（連携中枢都市・連携市町村） / Role in the area: core city or partner {role required}';
comment on column opendata.file_municipality."振興局" is '所管する振興局 / Subprefecture {subprefecture required}';
comment on column opendata.file_municipality."郡" is '町村の属する郡（市は空） / District; empty for a city {district}';
comment on column opendata.file_municipality."特徴" is '資料の紹介の要約 / What it is known for {knownForJa required}';
comment on column opendata.file_municipality."特徴（英語）" is '資料の紹介の要約（英語） / What it is known for, in English {knownForEn required}';

create view opendata.file_demographic as
select d.id as "観測ID", m.id as "団体コード", d.area as "地域ID", a.name_ja as "地域名", d.measure as "統計項目ID", q.name_ja as "統計項目", d.period as "時点", pr.text_ja as "時点がない理由",
       d.printed as "値", d.amount as "数量", d.unit as "単位", d.approximate as "概数", ar.text_ja as "数量がない理由", d.projection as "将来推計", d.basis as "統計の基礎", br.text_ja as "統計の基礎がない理由",
       s.title_ja as "出典", d.source_place as "出典箇所", nullif(array_to_string(d.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.demographic_version d
  join opendata.area_version a on a.id = d.area and a.until_release is null
  left join opendata.municipality_version m on m.id = d.area and m.until_release is null
  join opendata.measure_version q on q.id = d.measure and q.until_release is null
  left join opendata.reason_version pr on pr.id = d.period_reason and pr.until_release is null
  left join opendata.reason_version ar on ar.id = d.amount_reason and ar.until_release is null
  left join opendata.reason_version br on br.id = d.basis_reason and br.until_release is null
  join opendata.source_version s on s.id = d.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(d.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where d.until_release is null
 order by q.ordinal, d.period collate "C" nulls last, s.ordinal, a.ordinal, d.id collate "C";
comment on view opendata.file_demographic is '人口・高齢化率・通勤通学割合などの観測値 / Observations: population, ageing rate, commuting rate';
comment on column opendata.file_demographic."観測ID" is '観測値の識別子（地域・統計項目・時点・出典） / Id of the observation {id key required}';
comment on column opendata.file_demographic."団体コード" is '全国地方公共団体コード（6桁の文字）。圏域全体の値は空 / Municipality code; empty for the area as a whole {code}';
comment on column opendata.file_demographic."地域ID" is '地域の識別子（市町村は団体コード、圏域全体は sapporo-area） / Id of the area {area required}';
comment on column opendata.file_demographic."地域名" is '地域の名称 / Name of the area {areaNameJa required}';
comment on column opendata.file_demographic."統計項目ID" is '統計項目の識別子 / Id of the measure {measure required}';
comment on column opendata.file_demographic."統計項目" is '統計項目の名称 / Measure {measureNameJa required}';
comment on column opendata.file_demographic."時点" is '時点（西暦年で始まる文字） / Period, beginning with the year {period}';
comment on column opendata.file_demographic."時点がない理由" is '時点が空の理由 / Why the period is missing {periodReason}';
comment on column opendata.file_demographic."値" is '値（資料に印刷のとおり） / Value as printed {text required}';
comment on column opendata.file_demographic."数量" is '値から読み取った数 / Amount {amount}';
comment on column opendata.file_demographic."単位" is '数量の単位 / Unit of the amount {unit required}';
comment on column opendata.file_demographic."概数" is '概数か（資料の「約」） / Whether approximate {approximate required}';
comment on column opendata.file_demographic."数量がない理由" is '数量が空の理由 / Why the amount is missing {reason}';
comment on column opendata.file_demographic."将来推計" is '将来の推計値か / Whether a projection {projection required}';
comment on column opendata.file_demographic."統計の基礎" is '元になった統計（資料に印刷がある場合） / Basis of the figure {basis}';
comment on column opendata.file_demographic."統計の基礎がない理由" is '統計の基礎が空の理由 / Why the basis is missing {basisReason}';

create view opendata.file_vision as
select v.number as "ビジョン", v.name_ja as "ビジョン名", v.name_en as "ビジョン名（英語）", v.start_fiscal_year as "開始年度", v.end_fiscal_year as "終了年度",
       make_date(v.start_fiscal_year, 4, 1) as "開始年度の開始日", make_date(v.end_fiscal_year + 1, 3, 31) as "終了年度の終了日", v.rate_indicator as "達成割合の評価指標ID",
       s.title_ja as "出典", v.source_place as "出典箇所", nullif(array_to_string(v.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.vision_version v
  join opendata.source_version s on s.id = v.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(v.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where v.until_release is null
 order by v.number;
comment on view opendata.file_vision is '連携中枢都市圏ビジョン / Visions';
comment on column opendata.file_vision."ビジョン" is 'ビジョンの番号 / Number of the vision {number key required}';
comment on column opendata.file_vision."ビジョン名" is 'ビジョンの名称 / Name {nameJa required}';
comment on column opendata.file_vision."ビジョン名（英語）" is 'ビジョンの名称（英語） / Name in English {nameEn required}';
comment on column opendata.file_vision."開始年度" is '最初の年度（西暦） / First fiscal year {startFiscalYear required}';
comment on column opendata.file_vision."終了年度" is '最後の年度（西暦） / Last fiscal year {endFiscalYear required}';
comment on column opendata.file_vision."開始年度の開始日" is '最初の年度の最初の日 / First day of the first fiscal year {startDate required}';
comment on column opendata.file_vision."終了年度の終了日" is '最後の年度の最後の日 / Last day of the last fiscal year {endDate required}';
comment on column opendata.file_vision."達成割合の評価指標ID" is '年度の達成割合を示す評価指標（ない場合は空） / Indicator that prints the achievement rate {rateIndicator}';

create view opendata.file_role as
select v.number as "ビジョン", v.name_ja as "ビジョン名", t.id as "役割ID", t.number as "役割番号", t.name_ja as "役割名", t.name_en as "役割名（英語）",
       s.title_ja as "出典", t.source_place as "出典箇所", nullif(array_to_string(t.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.role_version t
  join opendata.vision_version v on v.id = t.vision and v.until_release is null
  join opendata.source_version s on s.id = t.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(t.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where t.until_release is null
 order by v.number, t.number;
comment on view opendata.file_role is '連携中枢都市圏の役割 / Roles of the area under a vision';
comment on column opendata.file_role."役割ID" is '役割の識別子 / Id of the role {id key required}';
comment on column opendata.file_role."役割番号" is '役割の番号（ビジョンごと） / Number of the role {number required}';
comment on column opendata.file_role."役割名" is '役割の名称 / Name {nameJa required}';
comment on column opendata.file_role."役割名（英語）" is '役割の名称（英語） / Name in English {nameEn required}';

create view opendata.file_policy_field as
select v.number as "ビジョン", v.name_ja as "ビジョン名", f.id as "政策分野ID", f.role as "役割番号", o.name_ja as "役割名", f.group_letter as "群の記号", f.group_name_ja as "群の名称",
       f.letter as "記号", f.name_ja as "政策分野", f.name_en as "政策分野（英語）",
       s.title_ja as "出典", f.source_place as "出典箇所", nullif(array_to_string(f.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.policy_field_version f
  join opendata.vision_version v on v.id = f.vision and v.until_release is null
  left join opendata.role_version o on o.vision = f.vision and o.number = f.role and o.until_release is null
  join opendata.source_version s on s.id = f.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(f.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where f.until_release is null
 order by v.number, f.ordinal, f.id collate "C";
comment on view opendata.file_policy_field is '政策分野 / Policy fields';
comment on column opendata.file_policy_field."政策分野ID" is '政策分野の識別子 / Id of the policy field {id key required}';
comment on column opendata.file_policy_field."群の記号" is '群の記号（印刷のとおり。群のない役割は空） / Letter of the group {groupLetter}';
comment on column opendata.file_policy_field."群の名称" is '群の名称（群のない役割は空） / Name of the group {groupNameJa}';
comment on column opendata.file_policy_field."記号" is '政策分野の記号（印刷のとおり） / Letter as printed {letter required}';
comment on column opendata.file_policy_field."政策分野" is '政策分野の名称 / Name {nameJa required}';
comment on column opendata.file_policy_field."政策分野（英語）" is '政策分野の名称（英語） / Name in English {nameEn required}';

create view opendata.file_priority_measure as
select v.number as "ビジョン", v.name_ja as "ビジョン名", p.id as "重点施策ID", p.number as "重点施策番号", p.symbol as "記号", p.name_ja as "重点施策名", p.name_en as "重点施策名（英語）", p.pillar as "柱", p.is_common as "共通",
       s.title_ja as "出典", p.source_place as "出典箇所", nullif(array_to_string(p.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.priority_measure_version p
  join opendata.vision_version v on v.id = p.vision and v.until_release is null
  join opendata.source_version s on s.id = p.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(p.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where p.until_release is null
 order by v.number, p.number nulls last, p.id collate "C";
comment on view opendata.file_priority_measure is '重点施策 / Priority measures';
comment on column opendata.file_priority_measure."重点施策ID" is '重点施策の識別子 / Id of the priority measure {id key required}';
comment on column opendata.file_priority_measure."重点施策番号" is '重点施策の番号（共通の施策は空） / Number; empty for the common measure {number}';
comment on column opendata.file_priority_measure."記号" is '重点施策の記号（印刷がある場合） / Symbol as printed {symbol}';
comment on column opendata.file_priority_measure."重点施策名" is '重点施策の名称 / Name {nameJa required}';
comment on column opendata.file_priority_measure."重点施策名（英語）" is '重点施策の名称（英語） / Name in English {nameEn required}';
comment on column opendata.file_priority_measure."柱" is '重点施策の柱（第２期。ない場合は空） / Pillar {pillar}';
comment on column opendata.file_priority_measure."共通" is 'すべての事業に共通の施策か / Whether common to all projects {isCommon required}';

create view opendata.file_project as
select v.number as "ビジョン", v.name_ja as "ビジョン名", p.number as "事業番号", p.id as "連携事業ID", p.name_ja as "連携事業名", p.name_en as "連携事業名（英語）", p.role as "役割番号", o.name_ja as "役割名",
       p.policy_field as "政策分野ID", f.name_ja as "政策分野", case when p.policy_field is not null then 'policyField' = any (p.inferred) end as "政策分野の推定", fr.text_ja as "政策分野がない理由",
       array_to_string(p.priority_measures, ';') as "重点施策番号の一覧", mr.text_ja as "重点施策番号がない理由", p.priority_measure_count as "重点施策数", cr.text_ja as "重点施策数がない理由",
       p.page as "ページ", gr.text_ja as "ページがない理由", p.summary_ja as "概要", p.summary_en as "概要（英語）", sr.text_ja as "概要がない理由",
       s.title_ja as "出典", p.source_place as "出典箇所", nullif(array_to_string(p.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.project_version p
  join opendata.vision_version v on v.id = p.vision and v.until_release is null
  left join opendata.role_version o on o.vision = p.vision and o.number = p.role and o.until_release is null
  left join opendata.policy_field_version f on f.id = p.policy_field and f.until_release is null
  left join opendata.reason_version fr on fr.id = p.policy_field_reason and fr.until_release is null
  left join opendata.reason_version mr on mr.id = p.priority_measures_reason and mr.until_release is null
  left join opendata.reason_version cr on cr.id = p.priority_measure_count_reason and cr.until_release is null
  left join opendata.reason_version gr on gr.id = p.page_reason and gr.until_release is null
  left join opendata.reason_version sr on sr.id = p.summary_reason and sr.until_release is null
  join opendata.source_version s on s.id = p.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(p.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where p.until_release is null
 order by v.number, p.number;
comment on view opendata.file_project is '連携事業 / Collaborative projects';
comment on column opendata.file_project."事業番号" is '事業番号（ビジョンごと） / Number within the vision {number required}';
comment on column opendata.file_project."連携事業ID" is '連携事業の識別子（ビジョン-事業番号） / Id of the project {id key required}';
comment on column opendata.file_project."連携事業名" is '連携事業の名称 / Name {nameJa required}';
comment on column opendata.file_project."連携事業名（英語）" is '連携事業の名称（英語） / Name in English {nameEn required}';
comment on column opendata.file_project."政策分野ID" is '政策分野の識別子 / Id of the policy field {policyField}';
comment on column opendata.file_project."政策分野" is '政策分野の名称 / Policy field {policyFieldNameJa}';
comment on column opendata.file_project."政策分野の推定" is '政策分野が推定か（政策分野が空なら空） / Whether the policy field is inferred {policyFieldInferred}';
comment on column opendata.file_project."政策分野がない理由" is '政策分野が空の理由 / Why the policy field is missing {policyFieldReason}';
comment on column opendata.file_project."重点施策番号の一覧" is '●のある重点施策の番号（; 区切り） / Numbers of its priority measures {priorityMeasures}';
comment on column opendata.file_project."重点施策番号がない理由" is '重点施策番号の一覧が空の理由 / Why the priority measures are missing {priorityMeasuresReason}';
comment on column opendata.file_project."重点施策数" is '重点施策の●の数 / Number of priority-measure dots {priorityMeasureCount}';
comment on column opendata.file_project."重点施策数がない理由" is '重点施策数が空の理由 / Why the number of dots is missing {priorityMeasureCountReason}';
comment on column opendata.file_project."ページ" is 'ビジョンのページ / Page in the vision {page}';
comment on column opendata.file_project."ページがない理由" is 'ページが空の理由 / Why the page is missing {pageReason}';
comment on column opendata.file_project."概要" is '事業概要の要約 / Summary {summaryJa}';
comment on column opendata.file_project."概要（英語）" is '事業概要の要約（英語） / Summary in English {summaryEn}';
comment on column opendata.file_project."概要がない理由" is '概要が空の理由 / Why the summary is missing {summaryReason}';

create view opendata.file_indicator as
select i.id as "評価指標ID", v.number as "ビジョン", v.name_ja as "ビジョン名", i.project is null as "基本KPI", i.project as "連携事業ID", p.name_ja as "連携事業名", i.role as "役割番号", o.name_ja as "役割名",
       i.name_ja as "評価指標名", i.name_en as "評価指標名（英語）", i.series as "系列", case i.direction when 'higher' then '高いほど良い' when 'lower' then '低いほど良い' end as "向き", i.unit as "単位", array_to_string(i.part_names, ';') as "組の名称",
       i.baseline_text as "基準値", opendata.kind_ja(i.baseline_kind) as "基準値の種類", i.baseline_amount as "基準値の数量", i.baseline_unit as "基準値の単位", opendata.per_ja(i.baseline_per) as "基準値の当たり",
       opendata.conditions_ja(i.baseline_kind, i.baseline_comparison, i.baseline_each, i.baseline_approximate, i.baseline_provisional) as "基準値の条件", opendata.parts_text(i.baseline_parts) as "基準値の内訳", i.baseline_period as "基準値の時点", br.text_ja as "基準値の補足",
       i.target_text as "目標値", opendata.kind_ja(i.target_kind) as "目標値の種類", i.target_amount as "目標値の数量", i.target_unit as "目標値の単位", opendata.per_ja(i.target_per) as "目標値の当たり",
       opendata.conditions_ja(i.target_kind, i.target_comparison, i.target_each, i.target_approximate, i.target_provisional) as "目標値の条件", opendata.parts_text(i.target_parts) as "目標値の内訳", i.target_period as "目標値の時点", tr.text_ja as "目標値の補足",
       s.title_ja as "出典", i.source_place as "出典箇所", nullif(array_to_string(i.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.indicator_version i
  join opendata.vision_version v on v.id = i.vision and v.until_release is null
  left join opendata.project_version p on p.id = i.project and p.until_release is null
  left join opendata.role_version o on o.vision = i.vision and o.number = i.role and o.until_release is null
  left join opendata.reason_version br on br.id = i.baseline_reason and br.until_release is null
  left join opendata.reason_version tr on tr.id = i.target_reason and tr.until_release is null
  join opendata.source_version s on s.id = i.source and s.until_release is null
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(i.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where i.until_release is null
 order by v.number, i.ordinal, i.id collate "C";
comment on view opendata.file_indicator is '評価指標（基本KPIを含む）の基準値と目標値 / Indicators, basic KPIs included, with baseline and target';
comment on column opendata.file_indicator."評価指標ID" is '評価指標の識別子 / Id of the indicator {id key required}';
comment on column opendata.file_indicator."基本KPI" is '基本KPIか（連携事業に属さない） / Whether a basic KPI, of no project {basicKpi required}';
comment on column opendata.file_indicator."系列" is 'ビジョンをまたいで同じ指標を結ぶ語（ない場合は空） / Series that joins it across visions {series}';
comment on column opendata.file_indicator."向き" is '高いほど良いか低いほど良いか（状態・年度の指標は空） / Whether higher or lower is better {direction}';
comment on column opendata.file_indicator."単位" is '数量の単位（組・状態・年度の指標は空） / Unit of its amounts {unit}';

create view opendata.file_evaluation as
select e.fiscal_year as "年度", make_date(e.fiscal_year, 4, 1) as "年度の開始日", make_date(e.fiscal_year + 1, 3, 31) as "年度の終了日", e.id as "評価ID", v.number as "ビジョン", v.name_ja as "ビジョン名",
       i.id as "評価指標ID", i.name_ja as "評価指標名", i.name_en as "評価指標名（英語）", i.project as "連携事業ID", p.name_ja as "連携事業名", i.role as "役割番号", o.name_ja as "役割名", array_to_string(i.part_names, ';') as "組の名称",
       i.baseline_text as "基準値", opendata.kind_ja(i.baseline_kind) as "基準値の種類", i.baseline_amount as "基準値の数量", i.baseline_unit as "基準値の単位", opendata.per_ja(i.baseline_per) as "基準値の当たり",
       opendata.conditions_ja(i.baseline_kind, i.baseline_comparison, i.baseline_each, i.baseline_approximate, i.baseline_provisional) as "基準値の条件", opendata.parts_text(i.baseline_parts) as "基準値の内訳", i.baseline_period as "基準値の時点", br.text_ja as "基準値の補足",
       i.target_text as "目標値", opendata.kind_ja(i.target_kind) as "目標値の種類", i.target_amount as "目標値の数量", i.target_unit as "目標値の単位", opendata.per_ja(i.target_per) as "目標値の当たり",
       opendata.conditions_ja(i.target_kind, i.target_comparison, i.target_each, i.target_approximate, i.target_provisional) as "目標値の条件", opendata.parts_text(i.target_parts) as "目標値の内訳", i.target_period as "目標値の時点", tr.text_ja as "目標値の補足",
       e.actual_text as "実績値", opendata.kind_ja(e.actual_kind) as "実績値の種類", e.actual_amount as "実績値の数量", e.actual_unit as "実績値の単位", opendata.per_ja(e.actual_per) as "実績値の当たり",
       opendata.conditions_ja(e.actual_kind, e.actual_comparison, e.actual_each, e.actual_approximate, e.actual_provisional) as "実績値の条件", opendata.parts_text(e.actual_parts) as "実績値の内訳", e.actual_period as "実績値の時点", ar.text_ja as "実績値の補足",
       e.rating as "評価", k.name_ja as "評価の意味", e.rating_code as "評価コード", gr.text_ja as "評価がない理由", c.rating as "計算した評価", c.agrees as "一致", c.reason_ja as "計算の理由", e.note_ja as "備考", e.note_en as "備考（英語）",
       d.title_ja as "評価指標の出典", i.source_place as "評価指標の出典箇所", nullif(array_to_string(i.inferred, ';'), '') as "評価指標の推定項目", iwhy.texts as "評価指標の推定の理由",
       s.title_ja as "出典", e.source_place as "出典箇所", nullif(array_to_string(e.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.evaluation_version e
  join opendata.indicator_version i on i.id = e.indicator and i.until_release is null
  join opendata.vision_version v on v.id = i.vision and v.until_release is null
  left join opendata.project_version p on p.id = i.project and p.until_release is null
  left join opendata.role_version o on o.vision = i.vision and o.number = i.role and o.until_release is null
  left join opendata.evaluation_check_version c on c.id = e.id and c.until_release is null
  left join opendata.reason_version br on br.id = i.baseline_reason and br.until_release is null
  left join opendata.reason_version tr on tr.id = i.target_reason and tr.until_release is null
  left join opendata.reason_version ar on ar.id = e.actual_reason and ar.until_release is null
  left join opendata.reason_version gr on gr.id = e.rating_reason and gr.until_release is null
  join opendata.source_version d on d.id = i.source and d.until_release is null
  join opendata.source_version s on s.id = e.source and s.until_release is null
 cross join lateral (select min(m.name_ja) as name_ja from opendata.mark_version m where m.vision = i.vision and m.symbol = e.rating and m.until_release is null) k
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(i.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) iwhy
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(e.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where e.until_release is null
 order by e.fiscal_year, v.number, i.ordinal, e.id collate "C";
comment on view opendata.file_evaluation is '評価指標の年度ごとの実績と評価 / Yearly actuals and ratings of indicators';
comment on column opendata.file_evaluation."年度" is '評価した年度（西暦。4月から翌年3月まで） / Fiscal year {fiscalYear required}';
comment on column opendata.file_evaluation."年度の開始日" is '年度の最初の日 / First day of the fiscal year {fiscalYearStart required}';
comment on column opendata.file_evaluation."年度の終了日" is '年度の最後の日 / Last day of the fiscal year {fiscalYearEnd required}';
comment on column opendata.file_evaluation."評価ID" is '評価の識別子（評価指標ID-年度） / Id of the evaluation {id key required}';
comment on column opendata.file_evaluation."評価コード" is '評価のコード（achieved 達成・provisional 集計中で達成・notAchieved 未達成・notRated 対象外） / Rating code {ratingCode required}';

-- A KPI that nothing has been evaluated of yet keeps one row, so that its baseline and target are there.
create view opendata.file_kpi as
select coalesce(e.id, i.id) as "行ID", v.number as "ビジョン", v.name_ja as "ビジョン名", i.id as "評価指標ID", i.name_ja as "評価指標名", i.name_en as "評価指標名（英語）", i.role as "役割番号", o.name_ja as "役割名", i.series as "系列",
       case i.direction when 'higher' then '高いほど良い' when 'lower' then '低いほど良い' end as "向き", i.unit as "単位", array_to_string(i.part_names, ';') as "組の名称",
       i.baseline_text as "基準値", opendata.kind_ja(i.baseline_kind) as "基準値の種類", i.baseline_amount as "基準値の数量", i.baseline_unit as "基準値の単位", opendata.per_ja(i.baseline_per) as "基準値の当たり",
       opendata.conditions_ja(i.baseline_kind, i.baseline_comparison, i.baseline_each, i.baseline_approximate, i.baseline_provisional) as "基準値の条件", opendata.parts_text(i.baseline_parts) as "基準値の内訳", i.baseline_period as "基準値の時点", br.text_ja as "基準値の補足",
       i.target_text as "目標値", opendata.kind_ja(i.target_kind) as "目標値の種類", i.target_amount as "目標値の数量", i.target_unit as "目標値の単位", opendata.per_ja(i.target_per) as "目標値の当たり",
       opendata.conditions_ja(i.target_kind, i.target_comparison, i.target_each, i.target_approximate, i.target_provisional) as "目標値の条件", opendata.parts_text(i.target_parts) as "目標値の内訳", i.target_period as "目標値の時点", tr.text_ja as "目標値の補足",
       e.fiscal_year as "年度", make_date(e.fiscal_year, 4, 1) as "年度の開始日", make_date(e.fiscal_year + 1, 3, 31) as "年度の終了日",
       e.actual_text as "実績値", opendata.kind_ja(e.actual_kind) as "実績値の種類", e.actual_amount as "実績値の数量", e.actual_unit as "実績値の単位", opendata.per_ja(e.actual_per) as "実績値の当たり",
       opendata.conditions_ja(e.actual_kind, e.actual_comparison, e.actual_each, e.actual_approximate, e.actual_provisional) as "実績値の条件", opendata.parts_text(e.actual_parts) as "実績値の内訳", e.actual_period as "実績値の時点", ar.text_ja as "実績値の補足",
       e.rating as "評価", k.name_ja as "評価の意味", e.rating_code as "評価コード", gr.text_ja as "評価がない理由", c.rating as "計算した評価", c.agrees as "一致", c.reason_ja as "計算の理由", e.note_ja as "備考", e.note_en as "備考（英語）",
       d.title_ja as "評価指標の出典", i.source_place as "評価指標の出典箇所", nullif(array_to_string(i.inferred, ';'), '') as "評価指標の推定項目", iwhy.texts as "評価指標の推定の理由",
       s.title_ja as "出典", e.source_place as "出典箇所", nullif(array_to_string(e.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.indicator_version i
  join opendata.vision_version v on v.id = i.vision and v.until_release is null
  left join opendata.evaluation_version e on e.indicator = i.id and e.until_release is null
  left join opendata.role_version o on o.vision = i.vision and o.number = i.role and o.until_release is null
  left join opendata.evaluation_check_version c on c.id = e.id and c.until_release is null
  left join opendata.reason_version br on br.id = i.baseline_reason and br.until_release is null
  left join opendata.reason_version tr on tr.id = i.target_reason and tr.until_release is null
  left join opendata.reason_version ar on ar.id = e.actual_reason and ar.until_release is null
  left join opendata.reason_version gr on gr.id = e.rating_reason and gr.until_release is null
  join opendata.source_version d on d.id = i.source and d.until_release is null
  left join opendata.source_version s on s.id = e.source and s.until_release is null
 cross join lateral (select min(m.name_ja) as name_ja from opendata.mark_version m where m.vision = i.vision and m.symbol = e.rating and m.until_release is null) k
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(i.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) iwhy
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(e.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where i.until_release is null and i.project is null
 order by v.number, i.ordinal, i.id collate "C", e.fiscal_year nulls first;
comment on view opendata.file_kpi is '基本KPIの基準値・目標値と年度ごとの実績 / Basic KPIs: baseline, target and yearly actuals';
comment on column opendata.file_kpi."行ID" is '行の識別子（評価ID。評価がまだない基本KPIは評価指標ID） / Id of the row {id key required}';
comment on column opendata.file_kpi."系列" is 'ビジョンをまたいで同じ指標を結ぶ語（ない場合は空） / Series that joins it across visions {series}';
comment on column opendata.file_kpi."向き" is '高いほど良いか低いほど良いか / Whether higher or lower is better {direction}';
comment on column opendata.file_kpi."単位" is '数量の単位 / Unit of its amounts {unit}';
comment on column opendata.file_kpi."年度" is '評価した年度（西暦。評価がまだなければ空） / Fiscal year; empty where nothing is evaluated yet {fiscalYear}';
comment on column opendata.file_kpi."実績値" is '実績値（資料に印刷のとおり。評価がまだなければ空） / Actual as printed; empty where nothing is evaluated yet {actualText}';
comment on column opendata.file_kpi."実績値の種類" is '実績値の種類（数・組・状態・年度・基準値との比較・なし） / Actual: kind of value {actualKind}';
comment on column opendata.file_kpi."評価コード" is '評価のコード（achieved 達成・provisional 集計中で達成・notAchieved 未達成・notRated 対象外） / Rating code {ratingCode}';
comment on column opendata.file_kpi."出典" is '実績と評価の出典の資料の題名（評価がまだなければ空） / Source document of the evaluation {sourceTitle}';
comment on column opendata.file_kpi."出典箇所" is '実績と評価の資料の中の箇所（評価がまだなければ空） / Place in the source of the evaluation {sourcePlace}';

create view opendata.file_activity as
select a.id as "活動ID", a.fiscal_year as "年度", make_date(a.fiscal_year, 4, 1) as "年度の開始日", make_date(a.fiscal_year + 1, 3, 31) as "年度の終了日", yr.text_ja as "年度がない理由", v.number as "ビジョン", v.name_ja as "ビジョン名",
       p.id as "連携事業ID", p.name_ja as "連携事業名", a.date_text as "期日", opendata.period_year(regexp_replace(a.date_text, '^([RHS][0-9]{1,2})\.', '\1年')) as "期日の西暦年", a.start_date as "開始日", a.end_date as "終了日", a.place as "場所",
       nullif(array_to_string(a.municipalities, ';'), '') as "市町村の団体コード", named.texts as "市町村名", a.description_ja as "内容", a.description_en as "内容（英語）",
       a.quantity_text as "値", opendata.kind_ja(a.quantity_kind) as "値の種類", a.quantity_amount as "数量", a.quantity_unit as "単位", opendata.per_ja(a.quantity_per) as "値の当たり",
       opendata.conditions_ja(a.quantity_kind, a.quantity_comparison, a.quantity_each, a.quantity_approximate, a.quantity_provisional) as "値の条件", a.quantity_period as "値の時点", qr.text_ja as "値の補足",
       s.title_ja as "出典", a.source_place as "出典箇所", nullif(array_to_string(a.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.activity_version a
  join opendata.project_version p on p.id = a.project and p.until_release is null
  join opendata.vision_version v on v.id = p.vision and v.until_release is null
  left join opendata.reason_version yr on yr.id = a.fiscal_year_reason and yr.until_release is null
  left join opendata.reason_version qr on qr.id = a.quantity_reason and qr.until_release is null
  join opendata.source_version s on s.id = a.source and s.until_release is null
 cross join lateral (select string_agg(m.name_ja, ';' order by x.n) as texts from unnest(a.municipalities) with ordinality as x(id, n) join opendata.municipality_version m on m.id = x.id and m.until_release is null) named
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(a.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where a.until_release is null
 order by s.ordinal, a.ordinal, a.id collate "C";
comment on view opendata.file_activity is '連携事業の実施状況 / What was done under the projects';
comment on column opendata.file_activity."活動ID" is '実施状況の識別子 / Id of the activity {id key required}';
comment on column opendata.file_activity."年度" is '年度（西暦。4月から翌年3月まで） / Fiscal year {fiscalYear}';
comment on column opendata.file_activity."年度がない理由" is '年度が空の理由 / Why the fiscal year is missing {fiscalYearReason}';
comment on column opendata.file_activity."連携事業ID" is '連携事業の識別子 / Id of the project {project required}';
comment on column opendata.file_activity."連携事業名" is '連携事業の名称 / Project {projectNameJa required}';
comment on column opendata.file_activity."期日" is '期日や期間（印刷のとおり。ない場合は空） / Date or period as printed {dateText}';
comment on column opendata.file_activity."期日の西暦年" is '期日に印刷された年（元号は西暦に直す） / Year printed in the date {dateYear}';
comment on column opendata.file_activity."開始日" is '最初の日（日まで分かる場合） / First day, where a full date is known {startDate}';
comment on column opendata.file_activity."終了日" is '最後の日（日まで分かる場合） / Last day, where a full date is known {endDate}';
comment on column opendata.file_activity."場所" is '場所（示されている場合） / Place {place}';

create view opendata.file_municipality_activity as
select m.id as "団体コード", m.name_ja as "市区町村名", f.*
  from opendata.file_activity f
  join opendata.activity_version a on a.id = f."活動ID" and a.until_release is null
  join opendata.municipality_version m on m.id = any (a.municipalities) and m.until_release is null
  join opendata.source_version s on s.id = a.source and s.until_release is null
 order by m.ordinal, m.id collate "C", s.ordinal, a.ordinal, a.id collate "C";
comment on view opendata.file_municipality_activity is '市町村の名前が挙がった実施状況（市町村ごとに1行） / What was done under the projects, a row for each municipality named';

create view opendata.file_partnership as
select t.id as "項目ID", case t.kind when 'agreement' then '協定' when 'example' then '協力例' when 'activity' then '取組' when 'issue' then '課題' when 'direction' then '方向性' end as "種類",
       t.priority_measure as "重点施策ID", p.name_ja as "重点施策名", t.initiative as "主な取組", t.name_ja as "名称", t.description_ja as "内容", t.description_en as "内容（英語）",
       case t.began when 'before' then '協定前から' when 'through' then '協定を機に' when 'both' then '両方' end as "開始", nullif(array_to_string(t.companies, ';'), '') as "企業",
       nullif(array_to_string(t.municipalities, ';'), '') as "市町村の団体コード", named.texts as "市町村名", t.date_text as "時期", opendata.period_year(regexp_replace(t.date_text, '^([RHS][0-9]{1,2})\.', '\1年')) as "時期の西暦年",
       t.quantity_text as "値", opendata.kind_ja(t.quantity_kind) as "値の種類", t.quantity_amount as "数量", t.quantity_unit as "単位", opendata.per_ja(t.quantity_per) as "値の当たり",
       opendata.conditions_ja(t.quantity_kind, t.quantity_comparison, t.quantity_each, t.quantity_approximate, t.quantity_provisional) as "値の条件", t.quantity_period as "値の時点", qr.text_ja as "値の補足",
       s.title_ja as "出典", t.source_place as "出典箇所", nullif(array_to_string(t.inferred, ';'), '') as "推定項目", why.texts as "推定の理由"
  from opendata.partnership_version t
  left join opendata.priority_measure_version p on p.id = t.priority_measure and p.until_release is null
  left join opendata.reason_version qr on qr.id = t.quantity_reason and qr.until_release is null
  join opendata.source_version s on s.id = t.source and s.until_release is null
 cross join lateral (select string_agg(m.name_ja, ';' order by x.n) as texts from unnest(t.municipalities) with ordinality as x(id, n) join opendata.municipality_version m on m.id = x.id and m.until_release is null) named
 cross join lateral (select string_agg(r.text_ja, ';' order by x.n) as texts from unnest(t.inference_reasons) with ordinality as x(id, n) join opendata.reason_version r on r.id = x.id and r.until_release is null) why
 where t.until_release is null
 order by t.ordinal, t.id collate "C";
comment on view opendata.file_partnership is 'まちづくりパートナー協定の内容・協力例・取組・課題・方向性 / The partner agreement: facts, examples, activities, issues, directions';
comment on column opendata.file_partnership."項目ID" is '項目の識別子 / Id of the item {id key required}';
comment on column opendata.file_partnership."種類" is '協定・協力例・取組・課題・方向性のどれか / Kind of item {kind required}';
comment on column opendata.file_partnership."主な取組" is '属する主な取組（; 区切り。ない場合は空） / Main initiative that it stands under {initiative}';
comment on column opendata.file_partnership."名称" is '名称（印刷のとおり） / Name as printed {nameJa required}';
comment on column opendata.file_partnership."開始" is '協定前から（○）・協定を機に（●）・両方（○●）。印がなければ空 / Began before the agreement, through it, or both {began}';
comment on column opendata.file_partnership."企業" is '名前の挙がった企業（; 区切り。協定を結んだ企業の一覧ではない） / Companies named {companies}';
comment on column opendata.file_partnership."時期" is '時期（印刷のとおり。ない場合は空） / Date or period as printed {dateText}';
comment on column opendata.file_partnership."時期の西暦年" is '時期に印刷された年（元号は西暦に直す） / Year printed in the date {dateYear}';

create view opendata.file_municipality_partnership as
select m.id as "団体コード", m.name_ja as "市区町村名", f.*
  from opendata.file_partnership f
  join opendata.partnership_version t on t.id = f."項目ID" and t.until_release is null
  join opendata.municipality_version m on m.id = any (t.municipalities) and m.until_release is null
 order by m.ordinal, m.id collate "C", t.ordinal, t.id collate "C";
comment on view opendata.file_municipality_partnership is '市町村の名前が挙がったパートナー協定の項目（市町村ごとに1行） / Items of the partner agreement, a row for each municipality named';

-- Columns that stand in several views under one name have one definition: a view's own comment above takes precedence.
do $$
declare
    item record;
begin
    for item in
        select c.relname as view, a.attname as header, coalesce(inner_comment.text, d.text) as text
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and col_description(c.oid, a.attnum) is null
          left join lateral (
              select col_description(o.oid, b.attnum) as text from pg_class o join pg_attribute b on b.attrelid = o.oid and b.attname = a.attname
               where o.oid = to_regclass(replace(c.oid::regclass::text, 'file_municipality_', 'file_')) and o.oid <> c.oid) inner_comment on true
          left join (
              values
              ('団体コード', '全国地方公共団体コード（6桁の文字。先頭の0を含む） / Municipality code, six digits {code key required}'),
              ('市区町村名', '市町村の名称 / Name of the municipality {municipalityNameJa required}'),
              ('ビジョン', 'ビジョンの番号 / Number of the vision {vision required}'),
              ('ビジョン名', 'ビジョンの名称 / Name of the vision {visionNameJa required}'),
              ('役割番号', '圏域の役割の番号（ビジョンごと） / Number of the role {role required}'),
              ('役割名', '圏域の役割の名称 / Role {roleNameJa}'),
              ('重点施策ID', '重点施策の識別子（ない場合は空） / Id of the priority measure {priorityMeasure}'),
              ('重点施策名', '重点施策の名称（ない場合は空） / Priority measure {priorityMeasureNameJa}'),
              ('連携事業ID', '連携事業の識別子（基本KPIは空） / Id of the project; empty for a basic KPI {project}'),
              ('連携事業名', '連携事業の名称（基本KPIは空） / Project; empty for a basic KPI {projectNameJa}'),
              ('評価指標ID', '評価指標の識別子 / Id of the indicator {indicator required}'),
              ('評価指標名', '評価指標の名称 / Name of the indicator {nameJa required}'),
              ('評価指標名（英語）', '評価指標の名称（英語） / Name of the indicator in English {nameEn required}'),
              ('組の名称', '組の値の内訳の名称（; 区切り。組でなければ空） / Names of the parts of a pair {partNames}'),
              ('年度の開始日', '年度の最初の日（年度が空なら空） / First day of the fiscal year {fiscalYearStart}'),
              ('年度の終了日', '年度の最後の日（年度が空なら空） / Last day of the fiscal year {fiscalYearEnd}'),
              ('評価', '評価の記号（◎ ○ × －。印刷のとおり） / Mark as printed {rating}'),
              ('評価の意味', '評価の記号の意味（資料に凡例がなく、使われ方から読み取った） / Meaning of the mark {ratingNameJa}'),
              ('評価がない理由', '評価の記号がない、または対象外（－）の理由 / Why there is no rating {ratingReason}'),
              ('計算した評価', '基準値・目標値・実績値から計算した記号（確かめのため） / Computed mark {checkRating}'),
              ('一致', '計算した評価が印刷の記号と一致するか（記号がなければ空） / Whether it agrees with the printed mark {checkAgrees}'),
              ('計算の理由', '計算した評価の理由 / Reason of the computed mark {checkReason}'),
              ('備考', '備考（ない場合は空） / Note {noteJa}'),
              ('備考（英語）', '備考（英語。ない場合は空） / Note in English {noteEn}'),
              ('市町村の団体コード', '名前の挙がった市町村の団体コード（; 区切り） / Codes of the municipalities named {municipalities}'),
              ('市町村名', '名前の挙がった市町村の名称（; 区切り） / Municipalities named {municipalityNames}'),
              ('内容', '内容（資料の文の要約） / Description {descriptionJa required}'),
              ('内容（英語）', '内容（英語） / Description in English {descriptionEn required}'),
              ('値', '数量（資料に印刷のとおり。ない場合は空） / Quantity as printed {quantityText}'),
              ('数量', '値から読み取った数 / Quantity: amount {quantityAmount}'),
              ('単位', '数量の単位 / Quantity: unit {quantityUnit}'),
              ('評価指標の出典', '評価指標・基準値・目標値の出典の資料の題名 / Source document of the indicator {indicatorSourceTitle required}'),
              ('評価指標の出典箇所', '評価指標・基準値・目標値の資料の中の箇所 / Place in the source of the indicator {indicatorSourcePlace required}'),
              ('評価指標の推定項目', '評価指標のうち、印刷されておらず推定した項目（列の英語名、; 区切り） / Inferred fields of the indicator {indicatorInferred}'),
              ('評価指標の推定の理由', '評価指標の推定の理由（1つ、または項目ごとに ; 区切り） / What they rest on {indicatorInferenceReason}'),
              ('出典', '出典の資料の題名 / Source document {sourceTitle required}'),
              ('出典箇所', '資料の中の箇所 / Place in the source {sourcePlace required}'),
              ('推定項目', '印刷されておらず推定した項目（列の英語名、; 区切り） / Inferred fields {inferred}'),
              ('推定の理由', '推定の理由（1つ、または項目ごとに ; 区切り） / What the inferences rest on {inferenceReason}')
              union all
              select label || suffix, format(text, label, english, name, needed)
                from (values ('基準値', 'Baseline', 'baseline', ' required'), ('目標値', 'Target', 'target', ' required'), ('実績値', 'Actual', 'actual', ' required'), ('値', 'Quantity', 'quantity', '')) as value(label, english, name, needed)
               cross join (values
                  ('', '%1$s（資料に印刷のとおり） / %2$s as printed {%3$sText%4$s}'),
                  ('の種類', '%1$sの種類（数・組・状態・年度・基準値との比較・なし） / %2$s: kind of value {%3$sKind%4$s}'),
                  ('の数量', '%1$sから読み取った数（数でなければ空） / %2$s: amount {%3$sAmount}'),
                  ('の単位', '%1$sの数量の単位 / %2$s: unit {%3$sUnit}'),
                  ('の当たり', '%1$sが1日・1年・1年度のどれ当たりか（ない場合は空） / %2$s: per day, year or fiscal year {%3$sPer}'),
                  ('の条件', '%1$sの条件（各・約・以上・以下・増加・減少・集計中、; 区切り） / %2$s: conditions {%3$sConditions}'),
                  ('の内訳', '%1$sの組の内訳の数（組の名称の順、; 区切り） / %2$s: amounts of the parts of a pair {%3$sParts}'),
                  ('の時点', '%1$sの時点・期間（印刷のとおり） / %2$s: period as printed {%3$sPeriod}'),
                  ('の補足', '%1$sがない理由、または読み方の補足 / %2$s: why it is missing, or how it was read {%3$sReason}')) as part(suffix, text)
               where name <> 'quantity' or suffix not in ('', 'の数量', 'の単位', 'の内訳')
          ) as d(header, text) on d.header = a.attname
         where c.relnamespace = 'opendata'::regnamespace and c.relkind = 'v' and c.relname like 'file\_%'
         order by length(c.relname), c.relname
    loop
        execute format('comment on column opendata.%I.%I is %L', item.view, item.header, item.text);
    end loop;
end $$;
