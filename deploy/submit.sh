#!/usr/bin/env bash
# Submits a job to a cluster through $SPARK_HOME/bin/spark-submit.
#
#   deploy/submit.sh JOB --master M [--spark key=value]... [--conf FILE] [--set key=value]...
#                    [--overwrite] [--dry-run] [--verbose]
#
# M is anything spark-submit takes: spark://host:7077, yarn, k8s://https://host:port, local[2].
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$home/deploy/java-options.sh"

fail() {
  echo "error: $1" >&2
  exit 2
}

master=
job=()
spark=()
while [ $# -gt 0 ]; do
  case "$1" in
    --master) master=${2:?--master needs a value}; shift 2 ;;
    --spark) spark+=(--conf "${2:?--spark needs key=value}"); shift 2 ;;
    *) job+=("$1"); shift ;;
  esac
done
[ ${#job[@]} -gt 0 ] || fail "no job named; deploy/submit.sh experiment --master spark://host:7077"
[ -n "$master" ] || fail "--master is missing: spark://host:7077, yarn or k8s://..."
[ -x "${SPARK_HOME:-}/bin/spark-submit" ] || fail "SPARK_HOME names no Spark (no bin/spark-submit at '${SPARK_HOME:-}'); Spark 3.5 for Scala 2.12 is needed"
jar=$(ls "$home"/jobs/target/cloze-jobs-*-all.jar 2>/dev/null || true)
[ -n "$jar" ] || fail "no jar in jobs/target; build it with mvn package -Dmaven.test.skip=true"

# One worker per task. On a cluster its matrix products have as many threads as the task has cores: --spark spark.task.cpus=2.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}

exec "$SPARK_HOME/bin/spark-submit" \
  --master "$master" \
  --properties-file "$home/conf/spark-cluster.properties" \
  --conf "spark.driver.extraJavaOptions=${java_options[*]}" \
  --conf "spark.executor.extraJavaOptions=${java_options[*]}" \
  "${spark[@]}" \
  --class cloze.jobs.Main "$jar" "${job[@]}"
