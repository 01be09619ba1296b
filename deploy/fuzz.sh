#!/usr/bin/env bash
# Fuzzes the readers of files that anyone may have written, one after another; CONTRIBUTING.md says what to do with what it finds.
# usage: deploy/fuzz.sh [TARGET...]     without targets, all: each *FuzzTest class of the module pipeline
# FUZZ_SECONDS=600 FUZZ_EXECUTIONS=1000000: limits of each target, whichever comes first
set -euo pipefail
unset CDPATH
cd "$(dirname "${BASH_SOURCE[0]}")/.."

targets=("$@")
if [ $# = 0 ]; then
  mapfile -t targets < <(find pipeline/src/test/java -name '*FuzzTest.java' -exec basename {} .java \; | LC_ALL=C sort)
fi
found=()
for target in "${targets[@]}"; do
  ./mvnw -B -ntp test -P fast,fuzz -pl pipeline -Dfuzz.target="$target" \
    -Dfuzz.seconds="${FUZZ_SECONDS:-600}" -Dfuzz.executions="${FUZZ_EXECUTIONS:-1000000}" || found+=("$target")
done
if [ ${#found[@]} -gt 0 ]; then
  echo "Findings of ${found[*]}: git status shows the inputs" >&2
  exit 1
fi
