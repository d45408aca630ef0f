-- Stores a file as the newest content of the data file demographics, as publishing stores what it renders:
-- psql -v file=PATH.gz -v sha=SHA256 -v size=BYTES -f data-file.sql
\set ON_ERROR_STOP on
begin;
set local session_replication_role = replica;
insert into opendata.stored_content (sha256, size, gzip_size) select :'sha', :size, length(pg_read_binary_file(:'file'));
insert into opendata.stored_chunk (sha256, ordinal, bytes)
    select :'sha', n, substr(packed.bytes, n * 262144 + 1, 262144) from (select pg_read_binary_file(:'file') as bytes offset 0) packed, generate_series(0, (length(packed.bytes) - 1) / 262144) n;
update opendata.file_rendition set sha256 = :'sha' where data_file = 'demographics.demographics' and format = 'csv';
commit;
