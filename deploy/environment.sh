# Sourced first by local.sh and submit.sh, so that the shell that starts them does not change what they do. Sets home, the project's folder.

# bash -p ignores exported functions and options, BASH_ENV and CDPATH.
if [[ $- != *p* ]]; then
  unset POSIXLY_CORRECT
  exec "$BASH" -p "$0" "$@"
fi
unset CDPATH GREP_OPTIONS
home=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

# Java reads arguments and file names in the encoding of the locale. In the POSIX locale of cron jobs and containers it would lose all but ASCII.
is_utf8() {
  [ "$(locale charmap 2>/dev/null)" = UTF-8 ]
}
if ! is_utf8; then
  export LC_ALL=C.UTF-8
  # A system without C.UTF-8 often has this one.
  is_utf8 || ! command -v locale >/dev/null || export LC_ALL=en_US.UTF-8
fi

# Chooses the build for Spark 3.5 or 4. Sets scala, the Scala version in the names of its jars; build, the folder of the jar and of the Spark beside it;
# profile, the options of Maven; and make, the command that builds.
choose_spark() {
  case "$1" in
    3.5) scala=2.12 build=$home/jobs/target profile=() ;;
    4) scala=2.13 build=$home/jobs/target/spark-4/target profile=(-P spark-4) ;;
    *)
      echo "error: CLOZE_SPARK=$1: expected 3.5 or 4" >&2
      exit 2
      ;;
  esac
  make="mvn ${profile[*]}${profile:+ }package -Dmaven.test.skip=true"
}
choose_spark "${CLOZE_SPARK:-3.5}"

# Prints the jar of the version in pom.xml; without one the only jar there is. Prints nothing if there is none, or several of other versions.
built_jar() {
  local version jars
  version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$home/pom.xml" 2>/dev/null || true)
  jars=("$build/cloze-jobs_$scala-$version-all.jar")
  [ -f "${jars[0]}" ] || jars=("$build/cloze-jobs_$scala"-*-all.jar)
  [ ${#jars[@]} != 1 ] || [ ! -f "${jars[0]}" ] || printf '%s\n' "${jars[0]}"
}
