#!/usr/bin/env bash
# Stops the cluster that start.sh started, including its executors.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../environment.sh"
work=$build/standalone
[ -f "$work/pids" ] || { echo "no cluster is running" >&2; exit 0; }
mapfile -t pids <"$work/pids"

# Signals a process and everything it has started; start.sh gave each a session of its own. Fails if nothing is left.
signal() {
  kill "$1" -- "-$2" 2>/dev/null || kill "$1" "$2" 2>/dev/null
}

for pid in "${pids[@]}"; do
  signal -TERM "$pid" || true
done
# Until they are gone, their ports are taken for the next cluster.
for pid in "${pids[@]}"; do
  for ((tenths = 0; tenths < 100; tenths++)); do
    signal -0 "$pid" || continue 2
    sleep 0.1
  done
  signal -KILL "$pid" || true
done
rm -f "$work/pids"
