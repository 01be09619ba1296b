#!/usr/bin/env bash
# Spark's entry point, with an alert when a driver fails or is terminated before it is done.
set -uo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
entrypoint=${CLOZE_ENTRYPOINT:-/opt/entrypoint.sh}
[ "${1:-}" = driver ] || exec "$entrypoint" "$@"

"$entrypoint" "$@" &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' TERM INT
wait "$child"
code=$?
# A signal interrupts wait while the child is still running: wait again.
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
[ "$code" -eq 0 ] || "$here/alert.sh" "${CLOZE_ALERT_NAME:-cloze}" "$code"
exit "$code"
