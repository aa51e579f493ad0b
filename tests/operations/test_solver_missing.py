"""Without a C++ compiler there is no solver to compare with: the rest is tested, and what is left out is said aloud."""

import os
import shutil
import subprocess
import sys

from tests.processes import ROOT


def test_the_summary_says_that_tests_were_left_out():
    run = (
        "import sys, pytest; sys.modules['pygambit'] = None; "
        "sys.exit(pytest.main(['-q', 'tests/game_engine/mechanisms/test_solver.py']))"
    )
    done = subprocess.run([sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 5), done.stdout
    assert "PYGAMBIT IS MISSING" in done.stdout
    assert "LEFT OUT" in done.stdout


def test_set_up_goes_on_without_a_compiler(tmp_path):
    for name in ("sh", "dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name))
    bare = {name: value for name, value in os.environ.items() if name != "CXX"}
    done = subprocess.run(
        ["sh", "deploy/solver.sh", "no-such-python"],
        cwd=ROOT,
        env={**bare, "PATH": str(tmp_path), "CI": "true"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "THERE IS NO C++ COMPILER HERE" in done.stderr
