#!/usr/bin/env bash
# Sends an alert; every schedule calls it:  deploy/schedule/alert.sh NAME [EXIT_CODE]
#
# Posts {"text": ...} to the webhook CLOZE_ALERT_URL (Slack, Mattermost, Teams and Alertmanager bridges accept it), else mails CLOZE_ALERT_MAIL, else
# writes to the system log. CLOZE_ALERT_URL is a secret: keep it in the environment, not in a repository. Never fails its caller.
set -uo pipefail
name=${1:?the name of what failed}
code=${2:-unknown}
case "$code" in
  2) why="bad configuration or arguments" ;;
  3) why="bad input data" ;;
  4) why="a corrupt artifact" ;;
  5) why="training diverged" ;;
  124 | 137 | 143) why="it ran out of time, or was terminated" ;;
  *) why="see its log" ;;
esac
text="$name failed on $(hostname), exit code $code: $why"
json=$(printf '%s' "$text" | sed 's/\\/\\\\/g; s/"/\\"/g')

if [ -n "${CLOZE_ALERT_URL:-}" ]; then
  # Pass the address through a file descriptor, because every user of the machine can read arguments.
  curl --silent --show-error --fail --max-time 20 --retry 3 -H 'Content-Type: application/json' -d "{\"text\": \"$json\"}" \
    -K <(printf 'url = "%s"\n' "$CLOZE_ALERT_URL") >/dev/null && exit 0
  echo "alert.sh: the webhook did not accept the alert" >&2
fi
if [ -n "${CLOZE_ALERT_MAIL:-}" ]; then
  printf '%s\n' "$text" | mail -s "$name failed" "$CLOZE_ALERT_MAIL" && exit 0
fi
echo "alert: $text" >&2
logger -t cloze -p user.err "$text" 2>/dev/null || true
