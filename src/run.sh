#!/usr/bin/env bash
# Serves the API: finds or installs PostgreSQL, starts a private cluster where no ConnectionStrings__OpenData is given,
# migrates, publishes db/data where nothing is published yet, and serves. Extra arguments go to the API.
# Settings: ASPNETCORE_URLS (http://127.0.0.1:5080), OPENDATA_HOME (where the private cluster lives), OPENDATA_PG_BIN.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

server=
stopping=
stop() { stopping=1; [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true; }
trap stop TERM INT HUP

build
if [ -z "${ConnectionStrings__OpenData:-}" ]; then
  start_cluster
  trap leave_cluster EXIT
fi
[ -z "$stopping" ] || exit 0
cli migrate >&2
cli publish "$here/db/data" --if-empty --note "初回の公表" >&2
[ -z "$stopping" ] || exit 0

dotnet "$here/src/Sapporo.OpenData.Api/bin/Release/net10.0/Sapporo.OpenData.Api.dll" "$@" 8>&- 9>&- &
server=$!
[ -z "$stopping" ] || kill -TERM "$server" 2>/dev/null || true
# A signal ends wait early; the server is then still draining.
code=0
while :; do
  wait "$server" && code=0 || code=$?
  kill -0 "$server" 2>/dev/null || break
done
[ -z "$stopping" ] || code=0
exit "$code"
