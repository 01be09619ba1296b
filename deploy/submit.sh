#!/usr/bin/env bash
# Submits a job to a cluster through $SPARK_HOME/bin/spark-submit.
#
#   deploy/submit.sh JOB --master M [--deploy-mode client|cluster] [--properties FILE]... [--spark key=value]...
#                    [--conf FILE] [--set key=value]... [--overwrite] [--dry-run] [--verbose]
#
#   --master M          any master that spark-submit accepts: spark://host:7077, yarn, k8s://https://host:port, local[2]
#   --properties FILE   Spark properties of a cluster, such as deploy/yarn/spark-yarn.properties
#   --conf FILE         configuration of the job; in cluster mode its text travels with the command
#
# CLOZE_PROPERTIES names a file to use instead of conf/spark-cluster.properties. CLOZE_JAR names the jar where the driver finds it (an hdfs:// or
# local:// path), if that is not the build's. The
# build is that for the Spark in SPARK_HOME: 3.5, or 4 (-P spark-4). CLOZE_LOG=json writes the log as JSON.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"

fail() {
  echo "error: $1" >&2
  exit "${2:-2}"
}

# spark-submit accepts a single properties file: pass the lines of this one as options.
add_properties() {
  [ -r "$1" ] || fail "--properties $1: no such readable file"
  local line value
  while IFS= read -r line || [ -n "$line" ]; do
    # As Spark reads it: a space, an equals sign or a colon ends the key.
    if [[ $line =~ ^[[:space:]]*([^#![:space:]=:][^[:space:]=:]*)[[:space:]]*[=:]?[[:space:]]*(.*)$ ]]; then
      value=${BASH_REMATCH[2]}
      spark+=(--conf "${BASH_REMATCH[1]}=${value%"${value##*[![:space:]]}"}")
    fi
  done <"$1"
}

# In cluster mode the driver may start on a machine that does not have the file.
add_configuration() {
  [ -r "$1" ] || fail "--conf $1: no such readable file"
  if [ "$mode" = client ]; then
    job+=(--conf "$1")
  else
    ! grep -q '^ *include ' "$1" || fail "--conf $1: an include cannot travel to the driver of cluster mode; write one file, or use client mode"
    # The comment keeps the first line of the file from being taken for a single key with a literal value.
    job+=(--set "# ${1##*/}"$'\n'"$(cat "$1")")
  fi
}

master=
mode=client
job=()
spark=()
configuration=
while [ $# -gt 0 ]; do
  case "$1" in
    --master) master=${2:?--master needs a value}; shift 2 ;;
    --deploy-mode) mode=${2:?--deploy-mode needs client or cluster}; shift 2 ;;
    --properties) add_properties "${2:?--properties needs a file}"; shift 2 ;;
    --spark) spark+=(--conf "${2:?--spark needs key=value}"); shift 2 ;;
    --conf) configuration=${2:?--conf needs a file}; shift 2 ;;
    *) job+=("$1"); shift ;;
  esac
done
[ ${#job[@]} -gt 0 ] || fail "no job given; for example: deploy/submit.sh experiment --master spark://host:7077"
# Needs no cluster.
[[ " ${job[*]} " != *' --help '* ]] || exec "$home/deploy/local.sh" "${job[@]}"
case "$mode" in client | cluster) ;; *) fail "--deploy-mode $mode: expected client or cluster" ;; esac
[ -n "$master" ] || fail "--master is missing: expected spark://host:7077, yarn or k8s://..."
[ -x "${SPARK_HOME:-}/bin/spark-submit" ] || fail "no bin/spark-submit in SPARK_HOME ('${SPARK_HOME:-}'); set SPARK_HOME to a Spark 3.5 for Scala 2.12, or a Spark 4"

# A distribution names its Scala in the names of its jars.
case "$(echo "$SPARK_HOME"/jars/spark-core_*.jar)" in
  *spark-core_2.12-*) choose_spark 3.5 ;;
  *spark-core_2.13-*) choose_spark 4 ;;
esac
source "$home/deploy/java-options.sh"
jar=${CLOZE_JAR:-$(built_jar)}
[ -n "$jar" ] || fail "no jar of this version in $build; build it with $make"
[ -n "${CLOZE_JAR:-}" ] || jar=$(file_url "$jar")
[ "$mode" = cluster ] || [[ $jar == *:* ]] || [ -f "$jar" ] || fail "CLOZE_JAR=$jar: no such file; leave it unset to take the jar of the build"

# Limits native libraries to one thread. On a cluster a worker has as many threads of its own as its task has cores: --spark spark.task.cpus=2.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}

# Put --conf before every --set, because later overrides win. The job's name stays first.
if [ -n "$configuration" ]; then
  rest=("${job[@]:1}")
  job=("${job[0]}")
  add_configuration "$configuration"
  job+=("${rest[@]}")
fi

# YARN and Kubernetes create a secret per application; on a standalone cluster CLOZE_PROPERTIES supplies it.
given=("${spark[@]}")
spark=()
case "$master" in yarn | k8s://*) add_properties "$home/conf/spark-secure.properties" ;; esac
spark+=("${given[@]}")

# Tell driver and executors where to find the layout of JSON logs.
driver_log=("${log_options[@]}")
if [ "$mode" = client ] && [ ${#log_options[@]} = 0 ] && [ ! -f "$SPARK_HOME/conf/log4j2.properties" ]; then
  # Spark's default log level prints a line for everything it does.
  driver_log=("-Dlog4j2.configurationFile=$(file_url "$home/conf/log4j2.properties")")
fi
executor_log=()
files=()
if [ "${CLOZE_LOG:-}" = json ]; then
  case "$master" in
    yarn)
      files=(--files "$home/conf/log4j2-json.properties")
      executor_log=(-Dlog4j2.configurationFile=log4j2-json.properties)
      ;;
    k8s://*) executor_log=(-Dlog4j2.configurationFile=file:/opt/cloze/conf/log4j2-json.properties) ;;
  esac
  if [ "$mode" = cluster ]; then
    driver_log=("${executor_log[@]}" -Dcloze.log=json)
  fi
fi

command=(
  "$SPARK_HOME/bin/spark-submit"
  --master "$master"
  --deploy-mode "$mode"
  --properties-file "${CLOZE_PROPERTIES:-$home/conf/spark-cluster.properties}"
  --conf "spark.driver.extraJavaOptions=${java_options[*]} ${driver_log[*]}"
  --conf "spark.executor.extraJavaOptions=${java_options[*]} ${executor_log[*]}"
  "${files[@]}"
  "${spark[@]}"
  --class cloze.jobs.Main "$jar" "${job[@]}"
)
# YARN's client exits with 1 whatever the driver's exit code was; only its report of the last attempt names that.
code_of_driver() {
  local line code=1
  while IFS= read -r line; do
    printf '%s\n' "$line" >&2
    [[ ! $line =~ exited\ with\ +exitCode:\ ([2-5])$ ]] || code=${BASH_REMATCH[1]}
  done
  return "$code"
}
# The client of Kubernetes exits with 0 whatever the driver did; only the last state of its pod that it logs tells.
no_pod=64
code_of_pod() {
  local line pod= namespace= phase=unknown code=
  while IFS= read -r line; do
    printf '%s\n' "$line" >&2
    [[ ! $line =~ pod\ name:\ ([^ ]+)$ ]] || pod=${BASH_REMATCH[1]}
    [[ ! $line =~ namespace:\ ([^ ]+)$ ]] || namespace=${BASH_REMATCH[1]}
    [[ ! $line =~ phase:\ ([A-Z][a-z]+) ]] || phase=${BASH_REMATCH[1]}
    [[ ! $line =~ exit\ code:\ ([0-9]+)$ ]] || code=${BASH_REMATCH[1]}
    # Somebody has turned spark.kubernetes.submission.waitAppCompletion off.
    [[ $line != *'Deployed Spark application '* ]] || phase=Succeeded
  done
  [ "$phase" != Succeeded ] || return 0
  [ -n "$pod" ] || return "$no_pod"
  echo "error: the driver's pod did not succeed (phase $phase, exit code ${code:-unknown}); for its log run: kubectl -n $namespace logs $pod" >&2
  [[ ! $code =~ ^[2-5]$ ]] || return "$code"
  return 1
}
case "$mode $master" in
  'cluster yarn')
    set +e
    {
      "${command[@]}" 2>&1 >&3 | code_of_driver
      codes=("${PIPESTATUS[@]}")
    } 3>&1
    [ "${codes[0]}" != 0 ] || exit 0
    exit "${codes[1]}"
    ;;
  'cluster k8s://'*)
    set +e
    {
      "${command[@]}" 2>&1 >&3 | code_of_pod
      codes=("${PIPESTATUS[@]}")
    } 3>&1
    [ "${codes[0]}" = 0 ] || exit "${codes[0]}"
    [ "${codes[1]}" != "$no_pod" ] || fail "spark-submit has not logged how the driver's pod ended: let it log at level INFO" 1
    exit "${codes[1]}"
    ;;
  'cluster spark://'*) ;;
  *) exec "${command[@]}" ;;
esac

# The client of a standalone cluster exits with 0 even if the driver failed; only the last state that it logs tells.
passed_on() {
  local line finished=
  while IFS= read -r line; do
    printf '%s\n' "$line" >&2
    [[ $line != *'State of driver '*' is FINISHED'* ]] || finished=yes
  done
  [ -n "$finished" ]
}
{ "${command[@]}" 2>&1 >&3 | passed_on; } 3>&1 \
  || fail "the driver did not finish; its log is in its work folder on the worker, and in the master's web interface" 1
