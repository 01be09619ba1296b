#!/usr/bin/env bash
# Runs a job on this machine, with the Spark that the build puts beside the jar. Needs a JDK 17 and nothing else.
# CLOZE_SPARK=4 takes Spark 4 instead of 3.5, and accepts newer JDKs.
#
#   deploy/local.sh [JOB] [--conf FILE] [--set key=value]... [--master M] [--spark key=value]...
#                   [--overwrite] [--dry-run] [--verbose]
#
# Without a job, runs the main one: experiment with conf/laptop.conf. CLOZE_LOG=json writes the log as JSON.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"

fail() {
  echo "error: $1" >&2
  exit "${2:-1}"
}

find_java() {
  local java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  command -v "$java" >/dev/null || fail "no java found; install a JDK 17 and add it to PATH or set JAVA_HOME"
  local settings version
  settings=$("$java" -XshowSettings:properties -version 2>&1) || fail "$(command -v "$java") does not start: $settings"
  version=$(sed -n 's/^ *java.specification.version = //p' <<<"$settings")
  case "$scala $version" in
    *' 17' | '2.13 21' | '2.13 25') ;;
    2.12*) fail "JDK 17 is required (the release that Spark 3.5 supports), found $version at $(command -v "$java"); set JAVA_HOME" ;;
    *) fail "JDK 17, 21 or 25 is required (the releases that Spark 4 supports), found $version at $(command -v "$java"); set JAVA_HOME" ;;
  esac
  echo "$java"
}

# Builds if the jar is missing or older than the newest source file.
build_if_stale() {
  local jar
  jar=$(built_jar)
  if [ -n "$jar" ] && [ -z "$(find "$home/pom.xml" "$home"/{pipeline,jobs}/{pom.xml,src/main} -newer "$jar" -type f -print -quit)" ]; then
    return
  fi
  # The wrapper downloads Maven on its first use.
  local maven
  maven=$(command -v mvn || echo "$home/mvnw")
  echo "-- building (once; takes a minute or two, longer if Maven has to download the dependencies)" >&2
  "$maven" -q -B -f "$home/pom.xml" "${profile[@]}" package -Dmaven.test.skip=true >&2 || fail "the build failed; $maven ${profile[*]} package -Dmaven.test.skip=true shows why"
}

[[ $home != *:* ]] || fail "the folder $home has a colon in its name, which ends an entry of Java's class path; rename it" 2
source "$home/deploy/java-options.sh"

master='local[*]'
job=()
spark=()
while [ $# -gt 0 ]; do
  case "$1" in
    --master) master=${2:?--master needs a value}; shift 2 ;;
    --spark) spark+=(--conf "${2:?--spark needs key=value}"); shift 2 ;;
    *) job+=("$1"); shift ;;
  esac
done
if [ ${#job[@]} -eq 0 ]; then
  echo "-- no job given: running experiment --conf conf/laptop.conf, which takes some minutes; deploy/local.sh --help lists the jobs" >&2
  job=(experiment --conf "$home/conf/laptop.conf")
fi

java=$(find_java)
build_if_stale
jar=$(built_jar)
[ -n "$jar" ] || fail "the build left no jar in $build; see what MAVEN_ARGS (${MAVEN_ARGS:-not set}) makes it do"

# Limits native libraries to one thread. A worker's own threads are its share of the cores, or the number in deploy/threads.env.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
export SPARK_LOCAL_HOSTNAME=${SPARK_LOCAL_HOSTNAME:-localhost}
export CLOZE_HOME=$home

exec "$java" -cp "$home/conf:$build/spark/*" -Xmx"${CLOZE_DRIVER_MEMORY:-4g}" "${java_options[@]}" "${log_options[@]}" \
  org.apache.spark.deploy.SparkSubmit \
  --master "$master" \
  --deploy-mode client \
  --properties-file "$home/conf/spark-local.properties" \
  --conf "spark.driver.extraJavaOptions=${java_options[*]}" \
  --conf "spark.executor.extraJavaOptions=${java_options[*]}" \
  "${spark[@]}" \
  --class cloze.jobs.Main "$(file_url "$jar")" "${job[@]}"
