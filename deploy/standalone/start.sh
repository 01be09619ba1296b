#!/usr/bin/env bash
# Starts a Spark standalone master and workers on this machine, from the Spark jars of the build: a cluster for experiments.
#
#   deploy/standalone/start.sh [WORKERS] [CORES_EACH] [MEMORY_EACH]     # default 2 1 3g
#   SPARK_HOME=jobs/target/standalone/home deploy/submit.sh pretrain --master spark://127.0.0.1:7077 ...
#   deploy/standalone/stop.sh
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../environment.sh"
source "$home/deploy/java-options.sh"
workers=${1:-2}
cores=${2:-1}
memory=${3:-3g}
work=$home/jobs/target/standalone
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[ -d "$home/jobs/target/spark" ] || { echo "error: no jobs/target/spark; build it with mvn package -Dmaven.test.skip=true" >&2; exit 2; }
[ ! -f "$work/pids" ] || { echo "error: a cluster is already running; stop it with deploy/standalone/stop.sh" >&2; exit 2; }

# Imitate a distribution: executors start from $SPARK_HOME/jars, and deploy/submit.sh calls $SPARK_HOME/bin/spark-submit.
mkdir -p "$work/home/bin" "$work/logs"
ln -sfn "$home/jobs/target/spark" "$work/home/jars"
ln -sfn "$home/deploy/standalone/spark-submit.sh" "$work/home/bin/spark-submit"
export SPARK_HOME=$work/home
# The scripts of a distribution set this; executors do not start without it.
export SPARK_SCALA_VERSION=2.12
export SPARK_LOCAL_HOSTNAME=127.0.0.1
export OMP_NUM_THREADS=1

start() {
  local name=$1
  shift
  setsid "$java" -cp "$home/conf:$home/jobs/target/spark/*" -Xmx512m "${java_options[@]}" "$@" >"$work/logs/$name.log" 2>&1 &
  echo $! >>"$work/pids"
}

start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7077 --webui-port 0
for _ in $(seq 60); do
  if (exec 3<>/dev/tcp/127.0.0.1/7077) 2>/dev/null; then
    break
  fi
  sleep 0.5
done
for worker in $(seq "$workers"); do
  start "worker-$worker" org.apache.spark.deploy.worker.Worker \
    --host 127.0.0.1 --webui-port 0 --cores "$cores" --memory "$memory" --work-dir "$work/work-$worker" spark://127.0.0.1:7077
done
echo "Spark master spark://127.0.0.1:7077 with $workers workers of $cores core(s); logs in $work/logs"
