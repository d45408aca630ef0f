#!/usr/bin/env bash
# Measures publishing at scale: tests/load/publish.sh [--rows N]   (N a multiple of 10,000; 1,000,000 by default)
# Publishes db/data, then N made-up observations, then all of them changed, then 1,000 changed, into a private cluster in
# a temporary folder; reads all the while; compares with plain COPY and indexes. Everything is deleted afterwards.
set -euo pipefail
rows=1000000
while [ $# -gt 0 ]; do
  case "$1" in
    --rows) rows=$2; shift 2 ;;
    *) echo "tests/load/publish.sh [--rows N]" >&2; exit 2 ;;
  esac
done
load=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/opendata-load-XXXXXX")
chmod 755 "$work"
export OPENDATA_HOME=$work/home
unset ConnectionStrings__OpenData
source "$load/../../src/cluster.sh"

server=
readers=
finish() {
  [ -z "$readers" ] || kill "$readers" 2>/dev/null || true
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  leave_cluster
  rm -rf "$work"
}

# Seconds since a moment.
since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }'; }

sql() { "$pg_bin/psql" -h "$socket_dir" -U opendata -d opendata -Atqc "$1"; }
size() { sql "select pg_size_pretty(pg_database_size('opendata'))"; }

# Peak memory, the kernel's own count (VmHWM), asked for until the process is gone.
peak() {
  local line last=
  while line=$(grep VmHWM "/proc/$1/status" 2>/dev/null); do
    last=$line
    sleep 0.2
  done
  awk '{ printf "%d MB", $2 / 1024 }' <<<"$last"
}

# publish LABEL DIR: publishes and prints what it took.
publish() {
  local start memory
  start=$(date +%s.%N)
  dotnet "$here/src/Sapporo.OpenData.Cli/bin/Release/net10.0/Sapporo.OpenData.Cli.dll" publish "$2" --note "負荷試験（架空）" >"$work/out" 2>&1 8>&- 9>&- &
  local pid=$!
  memory=$(peak "$pid")
  wait "$pid" || { cat "$work/out" >&2; exit 1; }
  printf 'publish %s: %s s, peak memory of the command %s, database %s\n' "$1" "$(since "$start")" "$memory" "$(size)"
}

start_readers() { python3 "$load/read.py" "$address" "$1" & readers=$!; }
stop_readers() { kill "$readers"; wait "$readers" || true; readers=; }

serve() {
  address=http://127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  ASPNETCORE_URLS=$address Logging__LogLevel__Default=Warning dotnet "$here/src/Sapporo.OpenData.Api/bin/Release/net10.0/Sapporo.OpenData.Api.dll" >"$work/api.log" 2>&1 8>&- 9>&- &
  server=$!
  for _ in $(seq 300); do cli health "$address/health/ready" 2>/dev/null && return; sleep 0.2; done
  cat "$work/api.log" >&2
  exit 1
}

# The floor: the same columns copied into a bare table, and the same indexes made afterwards, with none of the checks.
plain_copy() {
  local start indexes
  sql "create table public.plain (like opendata.demographic_version including defaults); copy (select * from opendata.demographic_version where until_release is null) to '$work/home/plain.copy'"
  indexes=$(sql "select string_agg(regexp_replace(pg_get_indexdef(indexrelid), ' INDEX .* ON [^ ]+', ' INDEX ON public.plain'), '; ') from pg_index where indrelid = 'opendata.demographic_version'::regclass")
  start=$(date +%s.%N)
  sql "begin; copy public.plain from '$work/home/plain.copy'; $indexes; commit" >/dev/null
  printf 'plain COPY of the same rows and the same indexes: %s s\n' "$(since "$start")"
}

echo "machine: $(nproc) cores, $(awk '/MemTotal/ { printf "%d GB", $2 / 1048576 }' /proc/meminfo), load before the run $(cut -d' ' -f1 /proc/loadavg)"
begin_builds
build run.slnf
end_builds
start_cluster
trap finish EXIT
echo "PostgreSQL $(sql 'show server_version'), $(sql "select string_agg(name || '=' || setting || coalesce(unit, ''), ' ') from pg_settings where name in ('shared_buffers', 'work_mem', 'maintenance_work_mem', 'fsync')")"
cli migrate >/dev/null
for edition in 1 2 3; do python3 "$load/generate.py" "$here/db/data" "$work/$edition" "$rows" "$edition" $([ "$edition" != 3 ] || echo one); done
publish "db/data" "$here/db/data"
publish "$rows new rows" "$work/1"
serve
start_readers "at rest"
sleep 10
stop_readers
start_readers "during the next publish"
publish "$rows changed rows" "$work/2"
stop_readers
start_readers "during the next publish"
publish "1000 changed rows" "$work/3"
stop_readers
plain_copy
