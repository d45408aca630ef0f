#!/usr/bin/env bash
# Installs what the tests need and runs them all. The last line reads "N passed, N failed, N skipped".
# Tests use a private PostgreSQL that they start, OPENDATA_TEST_CONNECTION (a login that may create databases and roles), or a container of OPENDATA_TEST_IMAGE.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# What the tests run: PostgreSQL, unless a server is given; readers of RDF that are not ours; a browser with Japanese letters.
missing=()
if [ -z "${OPENDATA_TEST_CONNECTION:-}" ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then missing+=(postgresql); fi
command -v rapper >/dev/null || missing+=(raptor2-utils)
/usr/bin/python3 -c 'import rdflib' 2>/dev/null || missing+=(python3-rdflib)
[ -x /usr/bin/chromium ] || missing+=(chromium)
ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"
  else
    echo "パッケージ ${missing[*]} が要ります（PostgreSQL は OPENDATA_TEST_CONNECTION でも可）。 / The tests need the packages ${missing[*]} (or, for PostgreSQL, OPENDATA_TEST_CONNECTION)." >&2
    exit 2
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build Sapporo.OpenData.sln -c Release -v quiet -clp:NoSummary
code=0
dotnet test Sapporo.OpenData.sln -c Release --no-build "$@" 2>&1 | tee "$log" || code=$?

# The runner's closing lines: "Passed!  - Failed:     0, Passed:   170, Skipped:     0, Total: …".
awk '/^(Passed|Failed)!/ { gsub(",", ""); for (i = 1; i < NF; i++) { if ($i == "Failed:") f += $(i + 1); if ($i == "Passed:") p += $(i + 1); if ($i == "Skipped:") s += $(i + 1) } }
     END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit p == 0 }' "$log" || code=1
exit "$code"
