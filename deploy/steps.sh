# shellcheck shell=bash
# Sourced by the scripts here: each step is one line, and what it says goes to a log file.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
log=$root/.build/log/$(basename "$0").log
cd "$root" || exit
mkdir -p "$(dirname "$log")"
: >"$log"

# step WORDS COMMAND…: runs the command; on failure shows the end of the log and ends the script.
step() {
  local words=$1 start=$SECONDS status=0 before
  shift
  before=$(wc -l <"$log")
  printf '\n== %s: %s\n' "$words" "$*" >>"$log"
  if [ -t 1 ]; then
    with_progress "$words" "$@" || status=$?
    printf '\r\033[K'
  else
    "$@" >>"$log" 2>&1 </dev/null || status=$?
  fi
  if [ "$status" -eq 0 ]; then
    printf '  ok    %s (%d s)\n' "$words" $((SECONDS - start))
    return
  fi
  printf '  FAIL  %s (%d s, exit status %d)\n\n' "$words" $((SECONDS - start)) "$status"
  tail -n "+$((before + 1))" "$log" | tail -n 60
  printf '\nThe whole log: %s\n' "$log"
  exit "$status"
}

# with_progress WORDS COMMAND…: on a terminal, the last line of the log while the command runs.
with_progress() {
  local words=$1 start=$SECONDS pid last
  shift
  "$@" >>"$log" 2>&1 </dev/null &
  pid=$!
  # A shell makes its background commands deaf to Ctrl-C, so it is passed on by hand.
  trap 'kill "$pid" 2>/dev/null || true; printf "\n"; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    last=$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-56)
    printf '\r\033[K  ...   %s (%d s)  %s' "$words" $((SECONDS - start)) "$last"
    sleep 0.5
  done
  trap - INT TERM
  wait "$pid"
}

# The same flags wherever the package is built, so that no script builds what another has built.
# shellcheck disable=SC2034
build_flags=(--explicit-target-dependency-import-check error)
