#!/usr/bin/env bash
# Starts a Spark standalone master and workers on this machine, from the Spark jars of the build: a cluster for experiments.
#
#   deploy/standalone/start.sh [WORKERS] [CORES_EACH] [MEMORY_EACH]     # default 2 1 3g
#   SPARK_HOME=jobs/target/standalone/home deploy/submit.sh pretrain --master spark://127.0.0.1:7077 ...
#   deploy/standalone/stop.sh
#
# CLOZE_SPARK=4 starts a Spark 4, and SPARK_HOME is then jobs/target/spark-4/target/standalone/home; stop it with CLOZE_SPARK=4 too.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../environment.sh"
source "$home/deploy/java-options.sh"
workers=${1:-2}
cores=${2:-1}
memory=${3:-3g}
work=$build/standalone
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[ -d "$build/spark" ] || { echo "error: no $build/spark; build it with $make" >&2; exit 2; }
[ ! -f "$work/pids" ] || { echo "error: a cluster is already running; stop it with deploy/standalone/stop.sh" >&2; exit 2; }

listens() {
  (exec 3<>/dev/tcp/127.0.0.1/7077) 2>/dev/null
}
! listens || { echo "error: another program listens on port 7077, perhaps the cluster of another Spark or checkout; stop it first" >&2; exit 2; }

# Imitate a distribution: executors start from $SPARK_HOME/jars, and deploy/submit.sh calls $SPARK_HOME/bin/spark-submit.
mkdir -p "$work/home/bin" "$work/logs"
ln -sfn "$build/spark" "$work/home/jars"
ln -sfn "$home/deploy/standalone/spark-submit.sh" "$work/home/bin/spark-submit"
export SPARK_HOME=$work/home
# The scripts of a distribution set this; executors do not start without it.
export SPARK_SCALA_VERSION=$scala
export SPARK_LOCAL_HOSTNAME=127.0.0.1
export OMP_NUM_THREADS=1

start() {
  local name=$1
  shift
  setsid "$java" -cp "$home/conf:$build/spark/*" -Xmx512m "${java_options[@]}" "$@" >"$work/logs/$name.log" 2>&1 &
  echo $! >>"$work/pids"
}

start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7077 --webui-port 0
for _ in $(seq 60); do
  ! listens || break
  sleep 0.5
done
for worker in $(seq "$workers"); do
  start "worker-$worker" org.apache.spark.deploy.worker.Worker \
    --host 127.0.0.1 --webui-port 0 --cores "$cores" --memory "$memory" --work-dir "$work/work-$worker" spark://127.0.0.1:7077
done
echo "Spark master spark://127.0.0.1:7077 with $workers workers of $cores core(s); logs in $work/logs"
