# Finds PostgreSQL and runs a private cluster; sourced by run.sh and opendata.sh.
# The cluster lives in $OPENDATA_HOME, listens on a Unix socket only, and belongs to whoever uses it: each user holds a
# shared lock, and the last one to leave stops it.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The folder with initdb, pg_ctl and postgres; installs Debian's package where that is possible.
find_postgres() {
  local candidate
  for candidate in "${OPENDATA_PG_BIN:-}" "$(dirname "$(readlink -f "$(command -v initdb || true)")" 2>/dev/null)" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    if [ -n "$candidate" ] && [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] && [ -x "$candidate/pg_ctl" ]; then
      # An existing cluster needs the version that made it.
      if [ ! -f "$OPENDATA_HOME/pgdata/PG_VERSION" ] || "$candidate/postgres" --version | grep -q " $(cat "$OPENDATA_HOME/pgdata/PG_VERSION")\."; then
        printf '%s\n' "$candidate"
        return 0
      fi
    fi
  done
  return 1
}

install_postgres() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "PostgreSQL を入れます。 / Installing PostgreSQL (Debian's package)."
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null 2>&1 || true
  fi
}

# Runs a command as the user that owns the cluster: an unprivileged one when we are root. It must not inherit the locks.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid="$cluster_user" --regid="$(id -g "$cluster_user")" --clear-groups env HOME="$OPENDATA_HOME" "$@" 7>&- 8>&- 9>&-
  else
    "$@" 7>&- 8>&- 9>&-
  fi
}

prepare_home() {
  if [ "$(id -u)" = 0 ]; then
    OPENDATA_HOME=${OPENDATA_HOME:-/var/lib/sapporo-opendata}
    cluster_user=$(id -un postgres 2>/dev/null || id -un nobody)
  else
    OPENDATA_HOME=${OPENDATA_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/sapporo-opendata}
    cluster_user=$(id -un)
  fi
  mkdir -p "$OPENDATA_HOME" || die "フォルダー $OPENDATA_HOME を作れません。OPENDATA_HOME で別の場所を指定してください。 / Cannot make $OPENDATA_HOME; set OPENDATA_HOME."
  OPENDATA_HOME=$(cd "$OPENDATA_HOME" && pwd -P)
  [ "$(id -u)" != 0 ] || chown "$cluster_user" "$OPENDATA_HOME"
  as_owner test -w "$OPENDATA_HOME" || die "利用者 $cluster_user が $OPENDATA_HOME に書き込めません。OPENDATA_HOME で別の場所を指定してください。 / The user $cluster_user cannot write to $OPENDATA_HOME; set OPENDATA_HOME to a folder that it can reach."
  # A socket's path may have about 100 bytes; a long home gets a short folder for it.
  socket_dir=$OPENDATA_HOME/run
  if [ ${#socket_dir} -gt 80 ]; then
    socket_dir=/tmp/opendata-$(printf '%s' "$OPENDATA_HOME" | sha256sum | cut -c1-16)
  fi
}

make_cluster() {
  local data=$OPENDATA_HOME/pgdata new=$OPENDATA_HOME/pgdata.new
  if [ -e "$data" ] && [ ! -s "$data/PG_VERSION" ]; then
    local aside
    aside=$data.broken-$(date +%Y%m%d%H%M%S)
    say "作りかけのクラスターを $aside に移しました。 / Moved a half-made cluster aside to $aside."
    mv "$data" "$aside"
  fi
  if [ ! -e "$data" ]; then
    rm -rf "$new" # made by an initdb that did not end; never in use
    as_owner "$pg_bin/initdb" -D "$new" -U opendata -A trust -E UTF8 --locale=C >"$OPENDATA_HOME/initdb.log" 2>&1 || { cat "$OPENDATA_HOME/initdb.log" >&2; die "クラスターを作れませんでした。 / initdb failed."; }
    mv "$new" "$data"
  fi
}

is_running() { as_owner "$pg_bin/pg_ctl" -D "$OPENDATA_HOME/pgdata" status >/dev/null 2>&1; }

start_postmaster() {
  as_owner mkdir -p "$socket_dir" && as_owner chmod 700 "$socket_dir"
  # Only the owner (and root) can reach the socket, so the cluster trusts whoever does.
  as_owner "$pg_bin/pg_ctl" -D "$OPENDATA_HOME/pgdata" -l "$OPENDATA_HOME/postgres.log" -w -t 60 \
    -o "-c listen_addresses='' -c unix_socket_directories='$socket_dir' -c port=5432" start >/dev/null 2>&1 \
    || { tail -5 "$OPENDATA_HOME/postgres.log" >&2; die "PostgreSQL を起動できませんでした。$OPENDATA_HOME/postgres.log を見てください。 / PostgreSQL did not start; see the log."; }
}

# Starts the cluster, or joins one that runs, and sets ConnectionStrings__OpenData.
start_cluster() {
  prepare_home
  exec 8>"$OPENDATA_HOME/setup.lock" 9>"$OPENDATA_HOME/users.lock"
  flock 8
  pg_bin=$(find_postgres) || { install_postgres; pg_bin=$(find_postgres); } || die "PostgreSQL が見つかりません。postgresql パッケージを入れるか、OPENDATA_PG_BIN に initdb のあるフォルダーを、または ConnectionStrings__OpenData に接続文字列を設定してください。 / PostgreSQL was not found: install the package postgresql, set OPENDATA_PG_BIN to the folder of initdb (of the version in $OPENDATA_HOME/pgdata/PG_VERSION, if that exists), or set ConnectionStrings__OpenData."
  make_cluster
  is_running || start_postmaster
  flock -s 9
  flock -u 8
  if ! as_owner "$pg_bin/psql" -h "$socket_dir" -U opendata -d postgres -Atqc "select 1 from pg_database where datname = 'opendata'" | grep -q 1; then
    as_owner "$pg_bin/createdb" -h "$socket_dir" -U opendata -E UTF8 --locale=C -T template0 opendata 2>/dev/null || true
  fi
  export ConnectionStrings__OpenData="Host=$socket_dir;Username=opendata;Database=opendata"
}

# Leaves the cluster; the last one stops it.
leave_cluster() {
  [ -n "${pg_bin:-}" ] || return 0
  flock 8
  flock -u 9
  if flock -n 9; then
    is_running && as_owner "$pg_bin/pg_ctl" -D "$OPENDATA_HOME/pgdata" -m fast -w stop >/dev/null 2>&1
  fi
  flock -u 8
  return 0
}

# Only one run builds at a time; the next waits, and finds everything built. One compiler serves all builds of a run and
# need not warm up again for each; it ends with them.
compiler=opendata-$$- # no other's begins so
begin_builds() {
  command -v dotnet >/dev/null || die ".NET SDK が見つかりません（global.json の版）。 / The .NET SDK (see global.json) was not found."
  exec 7>"${TMPDIR:-/tmp}/opendata-build-$(id -u)-$(printf '%s' "$here" | sha256sum | cut -c1-16).lock"
  flock 7
}

end_builds() { end_compiler; flock -u 7; exec 7>&-; }

end_compiler() {
  local process
  for process in $(grep -slF -e "-pipename:$compiler" /proc/[0-9]*/cmdline | cut -d/ -f3); do kill "$process" 2>/dev/null || true; done
}

# build PROJECT [OPTION …]: without the analyzers and the analysis of nulls that the tests' build runs, and with a runtime set for a
# short life.
build() {
  local project=$here/src/$1
  shift
  DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 dotnet build "$project" "$@" -c Release -v quiet --nologo -clp:NoSummary -p:RunAnalyzers=false -p:Nullable=annotations -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >/dev/null 7>&- 8>&- 9>&- \
    || dotnet build "$project" -c Release --nologo >&2 7>&- 8>&- 9>&- || die "ビルドに失敗しました。 / The build failed."
}

# cli ARGUMENT …: the command; $beside may say how gently (nice).
cli() { ${beside:-} dotnet "$here/src/Sapporo.OpenData.Cli/bin/Release/net10.0/Sapporo.OpenData.Cli.dll" "$@" 8>&- 9>&-; }
