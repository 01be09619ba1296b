#!/usr/bin/env bash
# Measures this machine: deploy/local.sh benchmark, built and run when nothing else is at work.
#
#   deploy/benchmark.sh [--anyway] [--conf FILE] [--set key=value]... [any option of local.sh]
#
# Refuses while the load average of the last minute is above half a core: what runs beside a measurement is measured with it.
# --anyway measures all the same. Measures anew each time (--overwrite), unless the arguments name an output of their own.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
most=0.5

anyway=
arguments=()
for argument in "$@"; do
  if [ "$argument" = --anyway ]; then
    anyway=yes
  else
    arguments+=("$argument")
  fi
done

# The last three numbers of uptime, everywhere: "load average: 0.10, 0.20, 0.30", "load averages: 0.10 0.20 0.30".
load=$(LC_ALL=C uptime | sed 's/.*load averages\{0,1\}: *//; s/[, ].*//')
if [ -z "$anyway" ] && awk -v load="$load" -v most="$most" 'BEGIN { exit !(load > most) }'; then
  echo "error: the load average of the last minute is $load, above $most: another program is at work and would slow down what is measured; wait for it, or pass --anyway" >&2
  exit 1
fi
[ -z "$anyway" ] || echo "-- load average of the last minute: $load; figures are low while other programs run" >&2

[[ " ${arguments[*]:-} " == *output* ]] || arguments+=(--overwrite)
exec "$home/deploy/local.sh" benchmark "${arguments[@]}"
