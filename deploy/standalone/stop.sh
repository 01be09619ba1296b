#!/usr/bin/env bash
# Stops the cluster that start.sh started, including its executors.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../environment.sh"
work=$build/standalone
[ -f "$work/pids" ] || { echo "no cluster is running" >&2; exit 0; }
while read -r pid; do
  # Each process was started in a session of its own: kill its whole group.
  kill -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true
done <"$work/pids"
rm -f "$work/pids"
