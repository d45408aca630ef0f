-- The list of open data (オープンデータ一覧) in the municipal-standard layout: one row a dataset.
create view opendata.file_open_data_list as
select o.code as "都道府県コード又は市区町村コード",
       row_number() over (order by d.ordinal, d.id)::integer as "NO",
       '北海道'::text as "都道府県名",
       m.name_ja as "市区町村名",
       d.author as "所管部署",
       d.title_ja as "データ名称",
       d.notes_ja as "データ概要",
       'CSV;JSON'::text as "データ形式",
       d.category as "分類",
       case d.frequency when 'annual' then '年1回' when 'irregular' then '不定期' when 'never' then '更新しない' end as "更新頻度",
       coalesce((select c.address from opendata.catalogue_description_version c where c.until_release is null), '') || '/dataset/' || d.name as "URL",
       '有'::text as "API対応有無",
       l.title_ja as "ライセンス",
       s.issued as "登録日",
       s.modified as "最終更新日",
       nullif((select string_agg(r.title_ja, '；' order by r.ordinal) from opendata.source_version r where r.id = any (d.sources) and r.until_release is null), '') as "備考"
  from opendata.dataset_version d
  join opendata.organization_version o on o.id = d.organization and o.until_release is null
  left join opendata.municipality_version m on m.id = o.code and m.until_release is null
  left join opendata.licence_version l on l.id = coalesce(d.licence, 'notspecified') and l.until_release is null
  left join lateral (
      select min(p.published_at at time zone 'Asia/Tokyo')::date as issued, max(p.published_at at time zone 'Asia/Tokyo')::date as modified
        from opendata.dataset_state t join opendata.release p on p.number = t.release where t.dataset = d.id) s on true
 where d.until_release is null
 order by d.ordinal, d.id;
comment on view opendata.file_open_data_list is 'オープンデータ一覧（自治体標準の並び） / List of open data in the municipal-standard layout';
comment on column opendata.file_open_data_list."都道府県コード又は市区町村コード" is '全国地方公共団体コード（6桁の文字） / Municipality code, six digits {code required}';
comment on column opendata.file_open_data_list."NO" is '通し番号 / Serial number {number key required}';
comment on column opendata.file_open_data_list."都道府県名" is '都道府県の名称 / Prefecture {prefecture required}';
comment on column opendata.file_open_data_list."市区町村名" is '市区町村の名称 / Municipality {municipality}';
comment on column opendata.file_open_data_list."所管部署" is '所管する部署 / Office in charge {office required}';
comment on column opendata.file_open_data_list."データ名称" is 'データセットの題名 / Title of the dataset {title required}';
comment on column opendata.file_open_data_list."データ概要" is 'データセットの説明 / Description of the dataset {description required}';
comment on column opendata.file_open_data_list."データ形式" is 'ファイルの形式 / Formats of its files {formats required}';
comment on column opendata.file_open_data_list."分類" is '分類 / Category {category required}';
comment on column opendata.file_open_data_list."更新頻度" is '更新の頻度 / How often it is updated {frequency required}';
comment on column opendata.file_open_data_list."URL" is 'データセットのURL（公開アドレスが設定されていなければパス） / Address of the dataset; a path where no public address is set {url required}';
comment on column opendata.file_open_data_list."API対応有無" is 'APIで取得できるか（有・無） / Whether it can be read by API {api required}';
comment on column opendata.file_open_data_list."ライセンス" is 'ライセンスの名称 / Licence {licence}';
comment on column opendata.file_open_data_list."登録日" is '初めて公表した日 / Day of first publication {issued}';
comment on column opendata.file_open_data_list."最終更新日" is '最後に変わった日 / Day of the last change {modified}';
comment on column opendata.file_open_data_list."備考" is '出典の文書 / Source documents {remarks}';
