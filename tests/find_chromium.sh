#!/bin/sh
# Prints the path of a Chromium or Chrome. With --install, gets Debian's where there is none and it may.
# CHROMIUM names one that is not on PATH.

find_one() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 1
}

find_one && exit 0

if [ "${1:-}" = "--install" ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "No Chromium here: installing Debian's for the browser tests ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install --yes --no-install-recommends chromium; } > /dev/null < /dev/null
    find_one && exit 0
fi

cat >&2 <<'END'

  ********************************************************************************
  *  THE BROWSER TESTS CANNOT RUN: there is no Chromium on this machine.          *
  *  Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.  *
  ********************************************************************************

END
exit 1
