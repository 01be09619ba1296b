#!/usr/bin/env bash
# Ends the cluster of start.sh, executors included.
set -euo pipefail
work=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/jobs/target/standalone
[ -f "$work/pids" ] || { echo "no cluster is running" >&2; exit 0; }
while read -r pid; do
  # Each was started as a session of its own: the whole group goes.
  kill -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true
done <"$work/pids"
rm -f "$work/pids"
