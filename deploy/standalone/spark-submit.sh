#!/usr/bin/env bash
# Replaces the bin/spark-submit of a distribution: Spark's own launcher builds the java command from options and properties.
set -euo pipefail
unset CDPATH
# The folder that start.sh made, of either Spark.
SPARK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SPARK_HOME
cores=("$SPARK_HOME"/jars/spark-core_*.jar)
scala=${cores[0]##*spark-core_}
export SPARK_SCALA_VERSION=${scala%%-*}
export SPARK_LOCAL_HOSTNAME=${SPARK_LOCAL_HOSTNAME:-127.0.0.1}

# The launcher prints a NUL and a newline before the command: drop them.
mapfile -d '' -t words < <("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -cp "$SPARK_HOME/jars/*" \
  org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
[ ${#words[@]} -gt 1 ] || { echo "error: Spark's launcher refused the command" >&2; exit 1; }
words[1]=${words[1]#$'\n'}
exec "${words[@]:1}"
