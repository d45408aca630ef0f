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
source "$(dirname "${BASH_SOURCE[0]}")/bench.sh"

# Seconds since a moment.
since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }'; }

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

start_readers() { python3 "$load/read.py" "$address" "$1" & readers=$!; started+=("$readers"); }
stop_readers() { kill "$readers"; wait "$readers" || true; }

# The floor: the same columns copied into a bare table, and the same indexes made afterwards, with none of the checks.
plain_copy() {
  local start indexes
  ask "create table public.plain (like opendata.demographic_version including defaults); copy (select * from opendata.demographic_version where until_release is null) to '$work/home/plain.copy'"
  indexes=$(ask "select string_agg(regexp_replace(pg_get_indexdef(indexrelid), ' INDEX .* ON [^ ]+', ' INDEX ON public.plain'), '; ') from pg_index where indrelid = 'opendata.demographic_version'::regclass")
  start=$(date +%s.%N)
  ask "begin; copy public.plain from '$work/home/plain.copy'; $indexes; commit" >/dev/null
  printf 'plain COPY of the same rows and the same indexes: %s s\n' "$(since "$start")"
}

begin
echo "PostgreSQL $(ask 'show server_version'), $(ask "select string_agg(name || '=' || setting || coalesce(unit, ''), ' ') from pg_settings where name in ('shared_buffers', 'work_mem', 'maintenance_work_mem', 'fsync')")"
for edition in 1 2 3; do python3 "$load/generate.py" "$here/db/data" "$work/$edition" "$rows" "$edition" $([ "$edition" != 3 ] || echo one); done
publish "db/data" "$here/db/data"
publish "$rows new rows" "$work/1"
address=http://127.0.0.1:$(port)
launch "$address" "$work/api.log"
await "$address/health/ready"
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
