#!/usr/bin/env bash
# Measures reading at national scale beside what limits it and beside a peer: tests/load/run.sh [--short | --grow]
# 5.2 million made-up observations (--short: a tenth), PostgreSQL, this API, nginx, a bare Kestrel and a fastify server, all
# in a temporary folder; every answer's rows are checked before anything is timed. --grow measures only the pages, and again
# with 20 million, which needs 20 GB of disk. Everything is removed afterwards.
set -euo pipefail
areas=1741 measures=500 years=6 rounds=5 seconds=5 grown=
case "${1:-}" in
  --short) measures=50 rounds=3 seconds=2 ;;
  --grow) grown=23 ;;
  "") ;;
  *) echo "tests/load/run.sh [--short | --grow]" >&2; exit 2 ;;
esac
source "$(dirname "${BASH_SOURCE[0]}")/bench.sh"

need() { command -v "$1" >/dev/null || { say "Installing $2."; apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" >/dev/null; }; }

# serve_api NAME: an instance of this API; sets NAME to its address and api_pid to its process, and tells how it started.
serve_api() {
  local address start
  start=$(date +%s%N)
  address=http://127.0.0.1:$(port)
  launch "$address" "$work/$1.log"
  api_pid=$launched
  printf -v "$1" %s "$address"
  await "$address/health/ready"
  echo "started: ready after $((($(date +%s%N) - start) / 1000000)) ms, $(awk '/VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$api_pid/status")"
  curl -sf -o /dev/null "$address/v1/demographics?limit=1"
}

serve_peer() {
  (mkdir "$work/peer" && cd "$work/peer" && cp "$load/peer.mjs" . && npm install --silent --no-fund --no-audit fastify@5 pg@8 >"$work/npm.log" 2>&1)
  local at
  at=$(port)
  peer=http://127.0.0.1:$at
  node "$work/peer/peer.mjs" "$socket_dir" "$at" >"$work/peer.log" 2>&1 8>&- 9>&- &
  started+=($!)
  await "$peer/v1/demographics?area=madeup-0000"
}

# nginx and the bare Kestrel serve one document of the API's, as nginx serves files best: ready, and ready compressed.
serve_ready() {
  local www=$work/www path=/v1/ready.json at
  mkdir -p "$www/v1"
  curl -sf "$api$document" -o "$www$path"
  gzip -1 -k "$www$path"
  curl -sf "$api$export&format=csv" -o "$www/export.csv"
  gzip -6 -k "$www/export.csv"
  at=$(port)
  nginx=http://127.0.0.1:$at
  cat >"$work/nginx.conf" <<CONF
worker_processes 2; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; gzip_static on; default_type application/json; types { text/csv csv; } keepalive_requests 100000000;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  open_file_cache max=100;
  server { listen 127.0.0.1:$at; root $www; location = /v1/demographics { try_files $path =404; } }
}
CONF
  nginx -c "$work/nginx.conf" >"$work/nginx.out" 2>&1 8>&- 9>&- &
  started+=($!)
  cp -r "$load/bare" "$work/bare"
  dotnet build "$work/bare" -c Release -v quiet --nologo >"$work/bare-build.log" 2>&1 8>&- 9>&-
  bare=http://127.0.0.1:$(port)
  dotnet "$work/bare/bin/Release/net10.0/Bare.dll" "$www$path" "$bare" >"$work/bare.log" 2>&1 8>&- 9>&- &
  started+=($!)
  await "$nginx/v1/demographics"
  await "$bare/"
}

need wrk wrk
need nginx nginx-light
need npm npm
begin
cli publish "$here/db/data" >/dev/null
make_observations() { sql -q -v areas=$areas -v measures=$measures -v from="$1" -v to="$2" -f "$load/observations.sql"; }
make_observations 0 $((years - 1))
echo "PostgreSQL $(ask 'show server_version'), $(ask 'select count(*) from opendata.demographic_version') observations, database $(size)"

# A fifth of the measures: about a million rows of 5.2 million.
last=$(printf '%03d' $((measures * 96 / 500 - 1)))
document="/v1/demographics?area=madeup-0001&limit=50"
export="/v1/demographics?measure=$(seq -s, -f 'madeUp%03g' 0 "$((10#$last))")"
OpenData__ReadyBytes=0 serve_api cold # keeps no answers: every page is read
serve_api api
serve_peer
serve_ready
# A data file of the same rows, stored as publishing stores it.
sql -q -v file="$work/www/export.csv.gz" -v sha="$(sha256sum "$work/www/export.csv" | cut -d' ' -f1)" -v size="$(stat -c %s "$work/www/export.csv")" -f "$load/data-file.sql"

# measure YEARS: the rounds, with so many years.
measure() {
  python3 - "$work/config.json" <<PY
import json, sys
json.dump(dict(api="$api", cold="$cold", api_pid=$api_pid, peer="$peer", nginx="$nginx", bare="$bare", document="$document", document_file="$work/www/v1/ready.json", export="$export",
    file="/dataset/demographics/demographics.csv", export_where="measure between 'madeUp000' and 'madeUp$last'", psql="$pg_bin/psql", pgbench="$pg_bin/pgbench", socket="$socket_dir", work="$work",
    areas=$areas, measures=$measures, years=$1, growing=bool("$grown"), rounds=$rounds, seconds=$seconds), open(sys.argv[1], "w"))
PY
  python3 "$load/measure.py" "$work/config.json"
}
measure $years
[ -n "$grown" ] || python3 "$load/costly.py" "$cold" "$seconds"
if [ -n "$grown" ]; then
  make_observations $years $((grown - 1))
  printf '\ngrown to %s observations, database %s\n' "$(ask 'select count(*) from opendata.demographic_version')" "$(size)"
  measure "$grown"
fi
