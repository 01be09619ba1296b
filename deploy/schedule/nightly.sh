#!/usr/bin/env bash
# Runs a job for schedulers that only start a command (cron): adds a lock, a time-out, retries and an alert.
#
#   deploy/schedule/nightly.sh [JOB arguments of submit.sh]     # default: retrain --conf $CLOZE_CONF
#
# Reads the environment or /etc/cloze/cloze.env: SPARK_HOME, CLOZE_MASTER, CLOZE_CONF; CLOZE_TIMEOUT (of one attempt, default 4h), CLOZE_ATTEMPTS
# (default 3), CLOZE_RETRY_SECONDS (default 600), CLOZE_LOCK, CLOZE_ALERT_URL or CLOZE_ALERT_MAIL. Exits with the code of the last attempt.
set -uo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
environment=${CLOZE_ENV:-/etc/cloze/cloze.env}
if [ -r "$environment" ]; then
  set -a
  # shellcheck disable=SC1090
  source "$environment"
  set +a
fi
submit=${CLOZE_SUBMIT:-$here/../submit.sh}
lock=${CLOZE_LOCK:-${TMPDIR:-/tmp}/cloze-$(id -u).lock}
[ $# -gt 0 ] || set -- retrain --conf "${CLOZE_CONF:?must name a configuration file}"

# Last night's run may still be going. The job's own lease guards against runs on other machines.
exec 9>"$lock"
if ! flock --nonblock 9; then
  echo "-- $1 is still running: not started again" >&2
  exit 0
fi

code=0
for attempt in $(seq "${CLOZE_ATTEMPTS:-3}"); do
  timeout --kill-after=60 "${CLOZE_TIMEOUT:-4h}" "$submit" "$@" --master "${CLOZE_MASTER:?must name a Spark master}" 9>&-
  code=$?
  case "$code" in
    0) exit 0 ;;
    # Retrying does not fix a bad configuration, bad input or a corrupt artifact, nor a run that diverged.
    2 | 3 | 4 | 5) break ;;
  esac
  if [ "$attempt" -lt "${CLOZE_ATTEMPTS:-3}" ]; then
    echo "-- attempt $attempt ended with exit code $code; retrying in ${CLOZE_RETRY_SECONDS:-600} s" >&2
    sleep "${CLOZE_RETRY_SECONDS:-600}"
  fi
done
"$here/alert.sh" "cloze $1" "$code"
exit "$code"
