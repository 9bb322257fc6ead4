# shellcheck shell=bash
# Installs Debian's and Python's packages. To be sourced after common.sh; begin_installing comes before all else.

# What apt-get says, which is shown when it fails.
readonly LOG="$ROOT/.cache/install.log"

# One at a time: two may be started side by side, and both write the same folders.
begin_installing() {
  mkdir -p .cache
  if command -v flock >/dev/null; then
    exec 9>.cache/install.lock
    flock -n 9 || {
      say "Waiting for another installation to end"
      flock 9
    }
  fi
}

# MARK: Debian's packages

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "installing packages needs root: run this as root, or install sudo"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" </dev/null
}

# Prints those lines of the given list whose package is not installed.
missing_packages() {
  local names=() installed name why
  while IFS='|' read -r name why; do
    if [ -n "$name" ]; then names+=("$name"); fi
  done <<<"$1"
  # dpkg-query fails when it does not know one of the names; what it says of the others is right all the same.
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${names[@]}" 2>/dev/null || true)
  while IFS='|' read -r name why; do
    if [ -n "$name" ] && ! grep -qxF "$name installed" <<<"$installed"; then printf '%s|%s\n' "$name" "$why"; fi
  done <<<"$1"
}

install_packages() {
  local name why missing names=()
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    warn "this is not a Debian system: make sure that it has the equivalents of$(
      while IFS='|' read -r name why; do
        if [ -n "$name" ]; then printf ' %s' "$name"; fi
      done <<<"$1"
    )"
    return
  fi
  missing=$(missing_packages "$1")
  if [ -z "$missing" ]; then return; fi
  say "Installing from Debian:"
  while IFS='|' read -r name why; do
    printf '    %-24s %s\n' "$name" "$why"
    names+=("$name")
  done <<<"$missing"
  # One unreachable source among several is no reason to stop: what follows says whether a package is missing.
  apt_get update -qq || warn "apt-get update failed; going on with the package lists that are there"
  apt_get install -y -qq --no-install-recommends "${names[@]}" >"$LOG" 2>&1 || {
    tail -n 30 "$LOG" >&2
    fail "apt-get could not install: ${names[*]}"
  }
}

# MARK: Python

check_python() {
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages 'python3|runs the tests in Python and the local model
python3-venv|keeps their packages apart from the system'
  fi
  if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    fail "Python 3.10 or newer is needed, and $(command -v python3 || echo python3) is $(python3 --version 2>&1)"
  fi
}

# venv FOLDER WHY PIP-ARGUMENTS...: a virtual environment with exactly these packages. A stamp in it, made of everything
# that it depends on, says whether it is up to date.
venv() {
  local folder=$1 why=$2 argument stamp
  shift 2
  stamp=$(
    {
      printf '%s\n' "$ROOT/$folder" "$*"
      for argument in "$@"; do
        if [ -f "$argument" ]; then cat "$argument"; fi
      done
    } | sha256sum
  )
  if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then return; fi
  check_python
  say "Installing Python packages in $folder: $why"
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" </dev/null || {
    rm -rf "$folder"
    fail "pip could not install the packages of $folder"
  }
  printf '%s\n' "$stamp" >"$folder/stamp"
}
