#!/usr/bin/env bash
# Shows that a commit always builds the same bytes: clones it into two folders, builds a release in each, and compares the results.
#
#   deploy/reproducible.sh [COMMIT] [any option of mvn]      # default HEAD
#
# Prints the SHA-256 of each result, and fails when one differs. A result depends on the commit, the JDK and the profile of the platform.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
commit=HEAD
case "${1:-}" in '' | -*) ;; *) commit=$1; shift ;; esac
commit=$(git -C "$home" rev-parse --verify "$commit^{commit}")
maven=$(command -v mvn || echo "$home/mvnw")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build FOLDER: the checksums of what a release publishes, named from the clone.
build() {
  git clone -q --no-checkout "$home" "$work/$1"
  git -C "$work/$1" checkout -q --detach "$commit"
  (cd "$work/$1" && "$maven" -q -B -ntp package -P release -Dmaven.test.skip=true "${@:2}" >&2)
  (cd "$work/$1" && find . -path '*/target/*.jar' -not -path '*/target/spark/*' -o -path './target/*bom.*' | LC_ALL=C sort | xargs sha256sum)
}

echo "-- building $commit twice (some minutes)" >&2
first=$(build one "$@")
second=$(build a-folder-of-another-name "$@")
printf '%s\n' "$first"
if [ "$first" != "$second" ]; then
  echo "error: the two builds differ:" >&2
  diff <(printf '%s\n' "$first") <(printf '%s\n' "$second") >&2 || true
  exit 1
fi
echo "the same bytes in both builds" >&2
