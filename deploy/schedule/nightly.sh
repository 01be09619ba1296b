#!/usr/bin/env bash
# One scheduled run for schedulers that do nothing but start a command (cron): a lock, a time-out, retries, an alert.
#
#   deploy/schedule/nightly.sh [JOB arguments of submit.sh]     # default: retrain --conf $CLOZE_CONF
#
# Environment, or /etc/cloze/cloze.env: SPARK_HOME, CLOZE_MASTER, CLOZE_CONF; CLOZE_TIMEOUT (4h, of one attempt), CLOZE_ATTEMPTS (3),
# CLOZE_RETRY_SECONDS (600), CLOZE_LOCK, CLOZE_ALERT_URL or CLOZE_ALERT_MAIL. Exit codes are the job's.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment=${CLOZE_ENV:-/etc/cloze/cloze.env}
if [ -r "$environment" ]; then
  set -a
  # shellcheck disable=SC1090
  source "$environment"
  set +a
fi
submit=${CLOZE_SUBMIT:-$here/../submit.sh}
lock=${CLOZE_LOCK:-${TMPDIR:-/tmp}/cloze-$(id -u).lock}
[ $# -gt 0 ] || set -- retrain --conf "${CLOZE_CONF:?names no configuration}"

# The night before may still be at work; the job has a lease of its own for runs from other machines.
exec 9>"$lock"
if ! flock --nonblock 9; then
  echo "-- $1 is still running: nothing started" >&2
  exit 0
fi

code=0
for attempt in $(seq "${CLOZE_ATTEMPTS:-3}"); do
  timeout --kill-after=60 "${CLOZE_TIMEOUT:-4h}" "$submit" "$@" --master "${CLOZE_MASTER:?names no master}" 9>&-
  code=$?
  case "$code" in
    0) exit 0 ;;
    # What configuration, data or artifacts cause will not go away by waiting.
    2 | 3 | 4 | 5) break ;;
  esac
  if [ "$attempt" -lt "${CLOZE_ATTEMPTS:-3}" ]; then
    echo "-- attempt $attempt ended with exit code $code; the next in ${CLOZE_RETRY_SECONDS:-600} s" >&2
    sleep "${CLOZE_RETRY_SECONDS:-600}"
  fi
done
"$here/alert.sh" "cloze $1" "$code"
exit "$code"
