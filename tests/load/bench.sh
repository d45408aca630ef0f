# Sourced by run.sh and publish.sh: a temporary folder with a private cluster, and what both need of them. Everything goes when the script ends.

load=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/opendata-load-XXXXXX")
chmod 755 "$work"
export OPENDATA_HOME=$work/home
unset ConnectionStrings__OpenData
source "$load/../../src/cluster.sh"

started=() # processes, to be ended
finish() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
  leave_cluster
  rm -rf "$work"
}

# begin: compiles, starts the cluster and migrates it.
begin() {
  echo "machine: $(nproc) cores, $(awk '/MemTotal/ { printf "%d GB", $2 / 1048576 }' /proc/meminfo), load before the run $(cut -d' ' -f1 /proc/loadavg)"
  begin_builds
  build run.slnf
  end_builds
  start_cluster
  trap finish EXIT
  cli migrate >/dev/null
}

sql() { "$pg_bin/psql" -h "$socket_dir" -U opendata -d opendata "$@"; }
ask() { sql -Atqc "$1"; }
size() { ask "select pg_size_pretty(pg_database_size('opendata'))"; }
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# launch ADDRESS LOG: an instance of this API; sets launched to its process.
launch() {
  ASPNETCORE_URLS=$1 Logging__LogLevel__Default=Warning dotnet "$here/src/Sapporo.OpenData.Api/bin/Release/net10.0/Sapporo.OpenData.Api.dll" >"$2" 2>&1 8>&- 9>&- &
  launched=$!
  started+=("$launched")
}

# await ADDRESS: until it answers.
await() { for _ in $(seq 600); do curl -sf -o /dev/null "$1" && return; sleep 0.1; done; say "$1 does not answer."; tail -5 "$work"/*.log >&2; exit 1; }
