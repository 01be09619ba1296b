#!/usr/bin/env bash
# Injects faults while jobs run on a cluster of several JVMs on this machine, and prints the outcome: one row per fault.
#
#   deploy/faults.sh [-Dcloze.kills=30] [any option of mvn]
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
table=$home/jobs/target/faults.md

maven=$(command -v mvn || echo "$home/mvnw")
rm -f "$table"
echo "-- injecting faults (takes a few minutes)" >&2
code=0
"$maven" -q -B -f "$home/pom.xml" test -pl jobs -am -Dtest='*FaultsTest' -Dsurefire.failIfNoSpecifiedTests=false -Dtest.forks=1 -Dcloze.kills=7 "$@" >&2 || code=$?
[ ! -f "$table" ] || cat "$table"
exit "$code"
