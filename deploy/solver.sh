#!/bin/sh
# solver.sh PYTHON: installs the solver that some tests compare with. It has no wheel for Linux or macOS and is built,
# which takes a C++ compiler and minutes; without one, those tests are left out, and that is said aloud. Under CI, a
# build that fails where there is a compiler is a failure.
set -u
here=$(dirname "$0")

has_compiler() {
    for name in "${CXX:-}" c++ g++ clang++; do
        [ -n "$name" ] && command -v "$name" > /dev/null && return 0
    done
    return 1
}

if has_compiler; then
    echo "Building the solver that tests compare with (this once, some minutes) ..."
    sh "$here/install.sh" "$1" --requirement "$here/../requirements-solver.txt" && exit 0
    why="PYGAMBIT COULD NOT BE BUILT HERE (its last words stand above)."
    failed=1
else
    why="THERE IS NO C++ COMPILER HERE TO BUILD PYGAMBIT."
    failed=0
fi
cat >&2 << END

  ********************************************************************************
  *  $why
  *  The tests that compare the engine with a solver will be LEFT OUT.
  *  Debian: apt-get install g++ ; macOS: xcode-select --install ; then again.
  ********************************************************************************

END
[ "$failed" = 1 ] && [ "${CI:-}" = true ] && exit 1
exit 0
