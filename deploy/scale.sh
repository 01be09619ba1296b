#!/usr/bin/env bash
# Measures prepare and curate on corpora of extreme shapes, with a driver heap of 2 GB: 100,000 small files, a file of 100 MB and one of 1 GB, a million tiny
# documents, a text in 200,000 copies, a text in 200,000 versions. Prints a line for each: bytes of text, seconds, megabytes per second, peak resident size.
#
#   deploy/scale.sh [PARTS] [FOLDER]      # default 100, a percentage of the full sizes; results in FOLDER, default runs/scale
#
# The full sizes take 3 GB of disk. Needs GNU time.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
[ -x /usr/bin/time ] || { echo "error: no /usr/bin/time; install GNU time" >&2 && exit 2; }
parts=${1:-100}
folder=$(mkdir -p "${2:-$home/runs/scale}" && cd "${2:-$home/runs/scale}" && pwd)
export CLOZE_DRIVER_MEMORY=2g

# Prints documents of sentences of words drawn from 5,000: number of documents, sentences in each, seed.
documents() {
  awk -v documents="$1" -v sentences="$2" -v seed="$3" 'BEGIN {
    srand(seed)
    for (d = 0; d < documents; d++) {
      line = ""
      for (s = 0; s < sentences; s++) {
        for (w = 0; w < 12; w++) {
          # The product of two draws makes some words frequent and most of them rare.
          line = line (w ? " " : s ? " W" : "W") "ord" int(5000 * rand() * rand())
        }
        line = line "."
      }
      print line
    }
  }'
}

scaled() {
  echo $(($1 * parts / 100))
}

# Prints a text 200,000 times.
copies() {
  awk -v text="$1" -v times="$(scaled 200000)" 'BEGIN { for (i = 0; i < times; i++) print text }'
}

# Runs a job on a corpus and prints its line: name, corpus, job and its settings.
measure() {
  local name=$1 corpus=$2 bytes start seconds status=0
  shift 2
  bytes=$(du -sb --apparent-size "$corpus" | cut -f 1)
  start=$(date +%s.%N)
  /usr/bin/time -f '%M' -o "$folder/$name.resident" \
    "$home/deploy/local.sh" "$@" --set "corpus.input=$corpus" --set corpus.document-split=line --set "output=$folder/$name" --overwrite \
    >"$folder/$name.log" 2>&1 || status=$?
  seconds=$(awk -v start="$start" -v now="$(date +%s.%N)" 'BEGIN { print now - start }')
  awk -v name="$name" -v bytes="$bytes" -v seconds="$seconds" -v resident="$(tail -1 "$folder/$name.resident")" -v status="$status" 'BEGIN {
    printf "%-24s %6.0f MB %7.0f s %6.2f MB/s %6.0f MB resident  exit %d\n", name, bytes / 1e6, seconds, bytes / 1e6 / seconds, resident / 1024, status
  }'
  return "$status"
}

prepare() {
  measure "$1" "$2" prepare --conf "$home/conf/real-text.conf" --set vocabulary.vocab-size=4000 --set examples.gates.sample-bytes=0 \
    --set examples.gates.max-random-next-share=1 --set examples.gates.max-leaked-document-share=1
}

curate() {
  measure "$1" "$2" curate --set curate.exact-duplicates=true --set curate.near-duplicates.remove=true --set curate.max-dropped-share=1
}

small=$folder/corpus/small-files
[ -d "$small" ] || {
  mkdir -p "$small.new"
  documents "$(scaled 100000)" 4 1 | (cd "$small.new" && split -a 6 -d -l 1 - part- --additional-suffix=.txt)
  mv "$small.new" "$small"
}
corpus() {
  [ -f "$folder/corpus/$1" ] || {
    cat >"$folder/corpus/$1.new"
    mv "$folder/corpus/$1.new" "$folder/corpus/$1"
  }
}
documents "$(scaled 11000)" 100 2 | corpus hundred-megabytes.txt
documents "$(scaled 110000)" 100 2 | corpus gigabyte.txt
documents "$(scaled 1000000)" 1 3 | corpus tiny-documents.txt
{
  documents "$(scaled 20000)" 20 4
  copies "$(documents 1 20 5)"
} | corpus copies.txt
{
  documents "$(scaled 20000)" 20 4
  copies "$(documents 1 40 5)" | awk '{ print $0 " Version" NR "." }'
} | corpus versions.txt

prepare small-files "$small"
prepare hundred-megabytes "$folder/corpus/hundred-megabytes.txt"
prepare gigabyte "$folder/corpus/gigabyte.txt"
prepare tiny-documents "$folder/corpus/tiny-documents.txt"
curate copies "$folder/corpus/copies.txt"
curate versions "$folder/corpus/versions.txt"
