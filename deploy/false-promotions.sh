#!/usr/bin/env bash
# Simulates years of nights on recorded losses: false promotions per year if no challenger is better, and nights needed to promote one that is, with the
# decision that looks at each night alone beside alpha spending. Prints two tables.
#
#   deploy/false-promotions.sh [YEARS] [BUDGET]      # default 1000 years, retrain.false-promotions = 0.5; seconds, after the build
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
years=${1:-1000}
budget=${2:-0.5}
cd "$home"
./mvnw -q -B -pl pipeline test -Dtest=FalsePromotionsTest "-Dcloze.years=$years" "-Dcloze.false-promotions=$budget"
