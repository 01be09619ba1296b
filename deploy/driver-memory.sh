#!/usr/bin/env bash
# Trains a few rounds on a cluster of JVMs on this machine, with a driver whose heap is too small for the state of the model. Prints the sizes and the peak
# resident size of the driver.
#
#   deploy/driver-memory.sh [PRESET] [DRIVER_HEAP] [WORKERS] [EXECUTORS] [EXECUTOR_HEAP]      # default base 2g 8 2 6g
#
# It runs three rounds, resumes from the checkpoint after the second, and leaves its output in runs/driver-memory. An executor also needs native memory: 16
# bytes per parameter and task, and activations.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
preset=${1:-base}
heap=${2:-2g}
workers=${3:-8}
executors=${4:-2}
memory=${5:-6g}
runs=$home/runs/driver-memory
export SPARK_HOME=$build/standalone/home

[ -f "$runs/prepared/manifest.json" ] \
  || "$home/deploy/local.sh" prepare --conf "$home/conf/smoke.conf" --set "output=$runs/prepared" >&2

"$home/deploy/standalone/start.sh" "$executors" 1 "$memory" >&2
trap '"$home/deploy/standalone/stop.sh"' EXIT
rm -rf "$runs/model"

# Prints the peak resident size of the driver, the process with its id, once it has ended.
train() {
  "$home/deploy/submit.sh" pretrain --master spark://127.0.0.1:7077 \
    --spark "spark.driver.memory=$heap" --spark "spark.executor.memory=$memory" --spark spark.executor.cores=1 \
    --conf "$home/conf/smoke.conf" --set "prepared=$runs/prepared" --set "output=$runs/model" \
    --set "network.preset=$preset" --set network.vocab-size=30522 --set network.max-position-embeddings=512 \
    --set "training.workers=$workers" --set training.train-batch-size=4 --set training.averaging-frequency=2 \
    --set training.epochs=0 --set training.early-stopping.every=0 --set training.checkpoint-every=2 "$@" &
  local driver=$! peak=
  while kill -0 "$driver" 2>/dev/null; do
    peak=$(sed -n 's/^VmHWM:[[:space:]]*//p' "/proc/$driver/status" 2>/dev/null || true)
    [ -z "$peak" ] || last=$peak
    sleep 1
  done
  wait "$driver"
}

last=unknown
echo "-- $preset, $workers workers, driver heap $heap: three rounds from the beginning" >&2
train --set training.max-steps=6
echo "peak resident size of the driver: $last"
rm -rf "$runs/model/checkpoints/step-00000006" "$runs/model/manifest.json"
echo "-- resumed after the second round" >&2
train --set training.max-steps=6
echo "peak resident size of the driver that resumed: $last"
for checkpoint in "$runs/model/checkpoints"/step-*; do
  (cd "$checkpoint" && du -ch ./*.safetensors | sed "s|^|${checkpoint##*/}  |")
done
