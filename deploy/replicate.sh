#!/usr/bin/env bash
# Answers the questions of conf/replicate.conf on your own text: NSP or none, sentence order, more masks, whole words, dropout. 21 trainings, made for a
# night on 2 cores.
#
#   deploy/replicate.sh TEXT [FOLDER] [--set key=value]...      # text as conf/real-text.conf describes; results in FOLDER, default runs/replicate
#
# PROBE=labelled.jsonl also measures each model's vectors on labelled texts (columns text and label). The same command goes on after an interruption.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
text=${1:?usage: deploy/replicate.sh TEXT [FOLDER] [--set key=value]...}
shift
folder=runs/replicate
if [ $# -gt 0 ] && [[ $1 != --* ]]; then
  folder=$1
  shift
fi
more=("$@")

job() {
  "$home/deploy/local.sh" "$1" --conf "$home/conf/replicate.conf" "${more[@]}" "${@:2}"
}

# field NAME FILE: prints awk's number of a column.
field() {
  head -n 1 "$2" | tr , '\n' | grep -nx "$1" | cut -d: -f1
}

job experiment --set "corpus.input=$text" --set "output=$folder/experiment"

differences=$folder/experiment/tables/differences.csv
echo
echo "== Differences from nsp, with 95 % intervals over documents and seeds"
awk -F, '$2 == "nsp" && ($3 == "validation_masked_lm_loss" || $3 == "validation_next_sentence_accuracy") {
    printf "%-12s %-34s %+.4f (%+.4f to %+.4f)\n", $1, $3, $4, $5, $6 }' "$differences"

[ -n "${PROBE:-}" ] || exit 0
for model in "$folder"/experiment/*/seed-*/pretrain; do
  run=${model%/pretrain}
  job probe --set "probe.input=$PROBE" --set "model=$model" --set "output=$folder/probe/${run#"$folder"/experiment/}" >&2
done
echo
echo "== Accuracy of the probe: mean and range over seeds"
for variant in "$folder"/probe/*; do
  for table in "$variant"/*/tables/probe.csv; do
    awk -F, -v model="$(field model "$table")" -v accuracy="$(field accuracy "$table")" -v variant="$(basename "$variant")" \
      '$model == "trained" || $model == "untrained" || $model == "tf-idf" { print variant, $model, $accuracy }' "$table"
  done
done | awk '{ key = sprintf("%-12s %-10s", $1, $2); n[key]++; sum[key] += $3
    if (!(key in low) || $3 < low[key]) low[key] = $3; if ($3 > high[key]) high[key] = $3 }
  END { for (key in n) printf "%s %.4f (%.4f to %.4f)\n", key, sum[key] / n[key], low[key], high[key] }' | sort
