#!/usr/bin/env bash
# Demonstrates retrain in minutes, over an evening and three nights: a first corpus, new documents, no new documents, and a corrupted batch.
#
#   deploy/three-nights.sh [FOLDER]      # holds corpus and registry; default runs/three-nights; must not exist yet
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
folder=${1:-runs/three-nights}
if [ -e "$folder" ]; then
  echo "error: $folder already exists; remove it, or name another folder" >&2
  exit 2
fi
mkdir -p "$folder/corpus"

# documents SEED COUNT: prints stories as JSON lines; each seed gives different ones.
documents() {
  "$home/deploy/local.sh" generate --set "output=\"$folder/generated/$1\"" --set "seed=$1" \
    --set "corpus.generator { kind = stories, documents = $2 }" >&2
  cat "$folder/generated/$1"/documents/*.json
}

# Shuffles the words of each document, in the same way each time.
shuffled() {
  awk 'BEGIN { srand(1) }
    { sub(/^{"text":"/, ""); sub(/"}$/, ""); n = split($0, words, " ")
      for (i = n; i > 1; i--) { j = int(rand() * i) + 1; word = words[i]; words[i] = words[j]; words[j] = word }
      line = words[1]; for (i = 2; i <= n; i++) line = line " " words[i]
      print "{\"text\":\"" line "\"}" }'
}

night() {
  echo
  echo "== $1"
  "$home/deploy/local.sh" retrain --conf "$home/conf/three-nights.conf" \
    --set "corpus.input=\"$folder/corpus\"" --set "registry=\"$folder/registry\"" || echo "exit code $?"
}

documents 1 800 >"$folder/corpus/evening.jsonl"
night "the evening before: 800 documents, no model yet"
documents 2 500 >"$folder/corpus/night-1.jsonl"
night "night 1: 500 new documents"
night "night 2: nothing new"
documents 3 500 | shuffled >"$folder/corpus/night-3.jsonl"
night "night 3: 500 new documents, their words shuffled"

echo
echo "== $folder/registry/runs.csv without times and reasons"
cut -d, -f3-19 "$folder/registry/runs.csv" | awk -F, '{ for (i = 1; i <= NF; i++) printf "%s%s", ($i ~ /\./ ? sprintf("%.4f", $i) : $i), (i < NF ? "," : "\n") }'
echo "Champion: version $(cat "$folder/registry/champion")"
