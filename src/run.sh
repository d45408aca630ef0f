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
trap 'wait; end_compiler; leave_cluster' EXIT
# Waits for a process to its end, whatever signals come meanwhile; returns its code.
await_end() {
  local code
  while :; do
    wait "$1" && code=0 || code=$?
    kill -0 "$1" 2>/dev/null || return "$code"
  done
}

# PostgreSQL starts while all is compiled, one project after another: the command comes before the server (Sapporo.OpenData.sln
# has them in that order), and makes the data ready, gently, while the server is compiled.
begin_builds
command_built=$here/src/Sapporo.OpenData.Cli/bin/Release/net10.0/built # the project's last step
rm -f "$command_built"
build run.slnf -m:1 &
builds=$!
[ -n "${ConnectionStrings__OpenData:-}" ] || start_cluster
while [ ! -e "$command_built" ] && [ -z "$stopping" ] && kill -0 "$builds" 2>/dev/null; do sleep 0.1; done
if [ -e "$command_built" ] && [ -z "$stopping" ]; then
  beside="nice -n 10"
  cli migrate >&2
  cli publish "$here/db/data" --if-empty --note "初回の公表" >&2
fi
await_end "$builds" || [ -n "$stopping" ] || exit 1
end_builds
[ -z "$stopping" ] || exit 0

dotnet "$here/src/Sapporo.OpenData.Api/bin/Release/net10.0/Sapporo.OpenData.Api.dll" "$@" 8>&- 9>&- &
server=$!
[ -z "$stopping" ] || kill -TERM "$server" 2>/dev/null || true
await_end "$server" && code=0 || code=$?
[ -z "$stopping" ] || code=0
exit "$code"
