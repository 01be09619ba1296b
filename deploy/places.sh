#!/usr/bin/env bash
# Runs jobs in other places on this machine, and compares what they write there with what they write in one process: S3, and with the finished jar YARN with
# HDFS, HDFS with Kerberos, and Kubernetes. Also watches a training with Prometheus, which must be installed. Builds first. Needs 6 GB of memory.
#
#   deploy/places.sh [-Dtest=YarnTest] [any option of mvn]     # CLOZE_SPARK=4 for the build for Spark 4
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"

maven=$(command -v mvn || echo "$home/mvnw")
echo "-- building the jar" >&2
"$maven" -q -B -f "$home/pom.xml" "${profile[@]}" package -Dmaven.test.skip=true >&2
echo "-- submitting it" >&2
# One JVM: the clusters of two would share the machine.
exec "$maven" -B -f "$home/pom.xml" "${profile[@]}" test -P s3 -pl jobs -am -Dincluded.tests=places -Dexcluded.places=none -Dlake.phase=none \
  -Dtest.forks=1 -Dsurefire.failIfNoSpecifiedTests=false "$@"
