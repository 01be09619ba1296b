#!/usr/bin/env bash
# Measures how averaging scales, on one Linux machine: each executor in a network namespace of its own, behind a network card of limited rate.
#
#   sudo deploy/scaling.sh [--workers "2 4 8 16 32"] [--parameters 1100000,4400000,11200000] [--routes "slices driver"] [--rate MBIT]
#                          [--rounds N] [--fit-seconds S] [--memory SIZE] [--driver-memory SIZE] [--gathering-memory SIZE] [--output FOLDER]
#
# Workers of a Spark cluster are started in namespaces that a bridge connects; tc limits each connection to --rate megabits per second (200) in both
# directions. Then the benchmark's part exchange runs on 2, 4, ... executors with a heap of --memory (256m). Its workers sleep, so that the
# machine's processors are free for the exchange. The driver has a namespace too, and a heap of --driver-memory (1g) or, on its own route, where it
# gathers all states, of --gathering-memory (12g). At the end a table shows all rows; driver_megabytes are the bytes per round that its network
# card has sent and received. runs/scaling/measurements has a benchmark.json for each number of workers and route.
#
# Needs root, and the programs ip and tc (iproute2) and sysctl (procps). Everything that it has created is removed at the end, also after an interrupt.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
source "$home/deploy/java-options.sh"

fail() {
  echo "error: $1" >&2
  exit "${2:-2}"
}

workers='2 4 8 16 32'
parameters=1100000,4400000,11200000
routes='slices driver'
rate=200
rounds=5
fit_seconds=1
memory=256m
driver_memory=1g
gathering_memory=12g
output=$PWD/runs/scaling
while [ $# -gt 0 ]; do
  case "$1" in
    --workers) workers=${2:?--workers needs numbers}; shift 2 ;;
    --parameters) parameters=${2:?--parameters needs numbers}; shift 2 ;;
    --routes) routes=${2:?--routes needs slices, driver or both}; shift 2 ;;
    --rate) rate=${2:?--rate needs megabits per second}; shift 2 ;;
    --rounds) rounds=${2:?--rounds needs a number}; shift 2 ;;
    --fit-seconds) fit_seconds=${2:?--fit-seconds needs seconds}; shift 2 ;;
    --memory) memory=${2:?--memory needs a size, such as 256m}; shift 2 ;;
    --driver-memory) driver_memory=${2:?--driver-memory needs a size, such as 1g}; shift 2 ;;
    --gathering-memory) gathering_memory=${2:?--gathering-memory needs a size, such as 12g}; shift 2 ;;
    --output) output=$(readlink -m "${2:?--output needs a folder}"); shift 2 ;;
    *) fail "$1: expected --workers, --parameters, --routes, --rate, --rounds, --fit-seconds, --memory, --driver-memory, --gathering-memory or --output" ;;
  esac
done
[[ "$workers" =~ ^[0-9\ ]+$ ]] || fail "--workers $workers: expected numbers with spaces between them"
[[ "$rate" =~ ^[1-9][0-9]*$ ]] || fail "--rate $rate: expected megabits per second"
for route in $routes; do
  case "$route" in slices | driver) ;; *) fail "--routes $route: expected slices, driver or both" ;; esac
done
[ "$(uname -s)" = Linux ] || fail "network namespaces need Linux, found $(uname -s)"
[ "$(id -u)" = 0 ] || fail "network namespaces need root, found user $(id -un); run it with sudo"
for program in ip tc sysctl; do
  command -v "$program" >/dev/null || fail "no $program found; install iproute2 and procps"
done
jar=$(built_jar)
[ -n "$jar" ] || fail "no jar in $build; build it with $make"
java=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java") || fail "no java found; install a JDK 17 and add it to PATH or set JAVA_HOME"

# Names carry the number of this process, so that two runs do not meet.
bridge=czb$$
network=10.77
driver_address=$network.0.2
work=$(mktemp -d "${TMPDIR:-/tmp}/cloze-scaling.XXXXXX")
namespaces=()
pids=()
neighbour_limits=()

stop_processes() {
  local pid
  for pid in "${pids[@]}"; do
    # Each process was started in a session of its own: kill its whole group.
    kill -- "-$pid" 2>/dev/null || true
  done
  for pid in "${pids[@]}"; do
    wait "$pid" 2>/dev/null || true
  done
  pids=()
}

tear_down() {
  local name left i
  stop_processes
  for name in "${namespaces[@]}"; do
    # Executors have sessions of their own too, and end by themselves once their worker is gone; not at once.
    for left in $(ip netns pids "$name" 2>/dev/null); do
      kill -9 "$left" 2>/dev/null || true
    done
    ip netns delete "$name" 2>/dev/null || true
  done
  ip link delete "$bridge" 2>/dev/null || true
  for i in "${!neighbour_limits[@]}"; do
    sysctl -q -w "net.ipv4.neigh.default.gc_thresh$((i + 1))=${neighbour_limits[i]}" || true
  done
  rm -rf "$work"
}
trap tear_down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# All namespaces share the kernel's table of neighbours. Each executor knows all others: 32 of them overflow the default of 1,024 entries, and packets are lost.
for i in 1 2 3; do
  neighbour_limits+=("$(sysctl -n "net.ipv4.neigh.default.gc_thresh$i")")
done
sysctl -q -w net.ipv4.neigh.default.gc_thresh3=16384 net.ipv4.neigh.default.gc_thresh2=16384 net.ipv4.neigh.default.gc_thresh1=8192 ||
  fail "this system does not allow a larger table of neighbours; is it a container without rights on the kernel's settings?" 1

ip link add "$bridge" type bridge || fail "this system cannot make a network bridge; are network namespaces allowed here?" 1
ip link set "$bridge" up
ip address add "$network.255.254/16" dev "$bridge"

# Makes a namespace with a network card of limited rate: name, address.
add_namespace() {
  local name=$1 address=$2
  ip netns add "$name"
  namespaces+=("$name")
  ip link add "$name" type veth peer name eth0 netns "$name"
  ip link set "$name" master "$bridge" up
  ip -n "$name" link set lo up
  ip -n "$name" link set eth0 up
  ip -n "$name" address add "$address/16" dev eth0
  # Large segments would pass the limit as one packet, and be dropped by tbf where they exceed its bucket.
  tc qdisc add dev "$name" root tbf rate "${rate}mbit" burst 256kb latency 200ms
  tc -n "$name" qdisc add dev eth0 root tbf rate "${rate}mbit" burst 256kb latency 200ms
}

start() {
  local name=$1 log=$2
  shift 2
  setsid ip netns exec "$name" "$@" >"$log" 2>&1 &
  pids+=($!)
}

await_master() {
  for _ in $(seq 120); do
    if (exec 3<>"/dev/tcp/$driver_address/7077") 2>/dev/null; then
      return
    fi
    sleep 0.5
  done
  tail -5 "$work/master.log" >&2
  fail "the master did not start within a minute; its log is above" 1
}

# Imitate a distribution, as standalone/start.sh does: executors start from $SPARK_HOME/jars.
mkdir -p "$work/home/bin"
ln -sfn "$build/spark" "$work/home/jars"
export SPARK_HOME=$work/home
export SPARK_SCALA_VERSION=$scala
export OMP_NUM_THREADS=1
export SPARK_LOCAL_DIRS=$work/local

# Daemons keep this memory small, because there are many of them.
daemon=("$java" -cp "$home/conf:$build/spark/*" -Xmx128m -XX:+UseSerialGC "${java_options[@]}")

# Runs the benchmark on a cluster of executors: their number, the route.
measure() {
  local number=$1 route=$2
  local driver=czd$$
  local folder=$output/measurements/$route-$number
  unset SPARK_LOCAL_HOSTNAME
  add_namespace "$driver" "$driver_address"
  SPARK_LOCAL_HOSTNAME=$driver_address start "$driver" "$work/master.log" \
    "${daemon[@]}" org.apache.spark.deploy.master.Master --host "$driver_address" --port 7077 --webui-port 0
  await_master
  local i name address
  for i in $(seq "$number"); do
    name=cz$$e$i
    address=$network.1.$i
    add_namespace "$name" "$address"
    SPARK_LOCAL_HOSTNAME=$address start "$name" "$work/worker-$i.log" \
      "${daemon[@]}" org.apache.spark.deploy.worker.Worker --host "$address" --webui-port 0 --cores 1 --memory 8g \
      --work-dir "$work/worker-$i" "spark://$driver_address:7077"
  done
  local heap=$driver_memory
  [ "$route" = slices ] || heap=$gathering_memory
  # local: is a path on every machine. Otherwise each executor would fetch the jar through the limited card of the driver.
  SPARK_LOCAL_HOSTNAME=$driver_address ip netns exec "$driver" "$java" -cp "$home/conf:$build/spark/*" "-Xmx$heap" "${java_options[@]}" \
    org.apache.spark.deploy.SparkSubmit --master "spark://$driver_address:7077" \
    --properties-file "$home/conf/spark-local.properties" \
    --conf "spark.driver.host=$driver_address" --conf "spark.driver.bindAddress=$driver_address" \
    --conf "spark.driver.extraJavaOptions=${java_options[*]}" \
    --conf "spark.executor.extraJavaOptions=${java_options[*]} -XX:+UseSerialGC -XX:MaxDirectMemorySize=1g" \
    --conf "spark.executor.extraClassPath=$jar" \
    --conf spark.executor.cores=1 --conf "spark.cores.max=$number" --conf "spark.executor.memory=$memory" --conf spark.testing.reservedMemory=33554432 \
    --conf "spark.scheduler.minRegisteredResourcesRatio=1.0" --conf spark.scheduler.maxRegisteredResourcesWaitingTime=120s \
    --class cloze.jobs.Main "local:$jar" benchmark --overwrite \
    --set 'benchmark.parts=[exchange]' --set "benchmark.exchange.workers=[$number]" --set "benchmark.exchange.parameters=[$parameters]" \
    --set "benchmark.exchange.rounds=$rounds" --set "benchmark.exchange.fit-seconds=$fit_seconds" \
    --set "benchmark.exchange.bandwidth=$((rate * 125000))" --set "training.averaging-route=$route" --set "output=$folder" &
  # In the background, because a signal would otherwise wait for its end.
  wait $! || fail "the benchmark of $number executors failed; its message is above" 1
  grep -q "\"executors\":$number,\|\"executors\":$number}" "$folder/benchmark.json" \
    || fail "expected $number executors, found fewer in $folder/benchmark.json; is there enough memory for them?" 1
  stop_processes
  for name in "${namespaces[@]}"; do
    for i in $(ip netns pids "$name" 2>/dev/null); do
      kill -9 "$i" 2>/dev/null || true
    done
    ip netns delete "$name"
  done
  namespaces=()
  rm -rf "$work"/worker-* "$work"/*.log
}

mkdir -p "$output/measurements"
for number in $workers; do
  for route in $routes; do
    echo "-- $number executors, $route" >&2
    measure "$number" "$route"
  done
done

# Prints the values of keys in the rows of a benchmark.json, one row a line.
values() {
  local file=$1 key line
  shift
  grep '"part"' "$file" | while IFS= read -r line; do
    for key in "$@"; do
      printf '%s ' "$(sed -n "s/.*\"$key\":\"\{0,1\}\([^,\"}]*\).*/\1/p" <<<"$line" | grep . || echo -)"
    done
    echo
  done
}

columns=(route workers parameters slices fit_seconds reduce_seconds gather_seconds close_seconds sent_megabytes fetch_wait_seconds result_megabytes
  driver_megabytes driver_heap_megabytes)
{
  echo "${columns[*]}"
  for number in $workers; do
    for route in $routes; do
      values "$output/measurements/$route-$number/benchmark.json" "${columns[@]}"
    done
  done
} | column -t
