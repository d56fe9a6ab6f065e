#!/usr/bin/env bash
# Finds the browser in which the peer suite looks at the report page, or installs Debian's (its version is Debian's own).
# Prints the folder that holds it as `chromium`. Running it again costs nothing.
set -euo pipefail

bin=${SIGNALBOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/signalbox}/chromium

find_browser() {
  for name in chromium google-chrome google-chrome-stable chromium-browser; do
    command -v "$name" && return
  done
  return 1
}

[ -x "$bin/chromium" ] && { echo "$bin"; exit 0; }
if ! find_browser >/dev/null; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "The peers of the report page need Chromium or Chrome on the PATH (chromium): install it (Debian: 'sudo apt-get install chromium'), or run 'npm test', which does not need it." >&2
    exit 1
  fi
  { apt-get install --yes --quiet --no-install-recommends chromium ||
    { apt-get update --quiet && apt-get install --yes --quiet --no-install-recommends chromium; }; } >&2
fi
mkdir -p "$bin"
ln -sf "$(find_browser)" "$bin/chromium"
echo "$bin"
