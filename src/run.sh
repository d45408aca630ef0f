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
trap 'wait; leave_cluster' EXIT
# Waits for a process to its end, whatever signals come meanwhile; returns its code.
await_end() {
  local code
  while :; do
    wait "$1" && code=0 || code=$?
    kill -0 "$1" 2>/dev/null || return "$code"
  done
}

# PostgreSQL starts while what all share is compiled; then the server is compiled beside the command, which makes the data ready.
begin_builds
(dotnet restore "$here/src/run.slnf" -v quiet --nologo >&2 7>&- && build Sapporo.OpenData --no-restore) &
shared_build=$!
[ -n "${ConnectionStrings__OpenData:-}" ] || start_cluster
await_end "$shared_build" || [ -n "$stopping" ] || exit 1
build Sapporo.OpenData.Api --no-restore --no-dependencies &
server_build=$!
build Sapporo.OpenData.Cli --no-restore --no-dependencies
[ -z "$stopping" ] || exit 0
cli migrate >&2
cli publish "$here/db/data" --if-empty --note "初回の公表" >&2
await_end "$server_build" || [ -n "$stopping" ] || exit 1
end_builds
[ -z "$stopping" ] || exit 0

dotnet "$here/src/Sapporo.OpenData.Api/bin/Release/net10.0/Sapporo.OpenData.Api.dll" "$@" 8>&- 9>&- &
server=$!
[ -z "$stopping" ] || kill -TERM "$server" 2>/dev/null || true
await_end "$server" && code=0 || code=$?
[ -z "$stopping" ] || code=0
exit "$code"
