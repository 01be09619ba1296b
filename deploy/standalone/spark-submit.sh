#!/usr/bin/env bash
# Stands in for a distribution's bin/spark-submit: Spark's own launcher makes the java command out of options and properties.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
export SPARK_HOME=$home/jobs/target/standalone/home
export SPARK_SCALA_VERSION=2.12
export SPARK_LOCAL_HOSTNAME=${SPARK_LOCAL_HOSTNAME:-127.0.0.1}

# What stands before the first NUL and newline is no part of the command.
mapfile -d '' -t words < <("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -cp "$SPARK_HOME/jars/*" \
  org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
[ ${#words[@]} -gt 1 ] || { echo "error: Spark's launcher refused the command" >&2; exit 1; }
words[1]=${words[1]#$'\n'}
exec "${words[@]:1}"
