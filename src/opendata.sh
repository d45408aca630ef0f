#!/usr/bin/env bash
# The secretariat's command: src/opendata.sh migrate | check DIR | publish DIR | revert N | releases | status
# Works on ConnectionStrings__OpenData, or on the private cluster of src/run.sh where that is not set.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

trap end_compiler EXIT
begin_builds
build Sapporo.OpenData.Cli
end_builds
if [ -z "${ConnectionStrings__OpenData:-}" ] && [[ "${1:-}" =~ ^(migrate|check|publish|releases|revert|status)$ ]]; then
  start_cluster
  trap leave_cluster EXIT
  [ "$1" = migrate ] || cli migrate >/dev/null
fi
cli "$@"
