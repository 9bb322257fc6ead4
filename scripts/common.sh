# shellcheck shell=bash
# What the scripts share. To be sourced, with ROOT as the working directory afterwards.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT" || exit 1

# The one build configuration: every object is built once and used by the command, the tests and the package alike.
# shellcheck disable=SC2034 # Used by the scripts that source this file.
BUILD=(swift build -c release)

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$'\e[1m' PLAIN=$'\e[0m'
else
  BOLD='' PLAIN=''
fi

say() { printf '%s==>%s %s\n' "$BOLD" "$PLAIN" "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# What another user made here, root above all, can be read and not be written. Better said now than by what fails on it.
check_owner() {
  local path
  for path in .build .build/* .cache .cache/* .venv; do
    if [ -e "$path" ] && [ ! -w "$path" ]; then
      fail "$ROOT/$path belongs to the user $(stat -c %U "$path"), and $(id -un) cannot write there.
  Run this as that user, or take over what was built: sudo chown -R $(id -un) $ROOT"
    fi
  done
}
check_owner

# Says how long the build that follows will take, when that is long.
announce_build() {
  if [ ! -x .build/release/holdfast ]; then
    say "Building. The first build usually takes about 10 to 12 minutes on 2 cores; later ones build what changed"
  else
    say "Building what changed"
  fi
}
