#!/usr/bin/env bash
# Measures the speed of this machine: builds, then runs deploy/local.sh benchmark if the machine is idle.
#
#   deploy/benchmark.sh [--anyway] [--conf FILE] [--set key=value]... [any option of local.sh]
#
# Refuses to run while the load average of the last minute is above 0.5, because other programs distort the measurement; --anyway measures regardless.
# Overwrites the last result (--overwrite), unless the arguments name an output.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
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

# uptime ends with "load average: 0.10, 0.20, 0.30" or, on other systems, "load averages: 0.10 0.20 0.30".
load=$(LC_ALL=C uptime | sed 's/.*load averages\{0,1\}: *//; s/[, ].*//')
if [ -z "$anyway" ] && awk -v load="$load" -v most="$most" 'BEGIN { exit !(load > most) }'; then
  echo "error: the load average of the last minute is $load, above $most: another program is running and would distort the measurement; wait for it to end, or pass --anyway" >&2
  exit 1
fi
[ -z "$anyway" ] || echo "-- load average of the last minute: $load; other programs lower the measured speed" >&2

[[ " ${arguments[*]:-} " == *output* ]] || arguments+=(--overwrite)
exec "$home/deploy/local.sh" benchmark "${arguments[@]}"
