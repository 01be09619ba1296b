#!/usr/bin/env bash
# Measures how much retrain reads to find what is new in a table with many snapshots, incrementally and in full, for Iceberg and Delta.
# Prints bytes and seconds, and fails if the incremental night reads more than twice the bytes of the new rows.
#
#   deploy/thousand-nights.sh [SNAPSHOTS]      # default 1000; the table is written first, which takes most of the time
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
snapshots=${1:-1000}
cd "$home"
./mvnw -q -B -pl pipeline test-compile
./mvnw -q -B -pl pipeline surefire:test@lake -Dtest=ThousandNightsTest "-Dcloze.snapshots=$snapshots"
