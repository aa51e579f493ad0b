"""What is made by `make pages`, and stands in no commit: the commands run, and give what they should."""

import json
import re
import subprocess
import sys

import pytest

from game_engine import scenario_schema
from tests.game_engine.cases import all_cases
from tests.processes import ROOT

COMMANDS = re.findall(
    r"^\t\$\(BIN\)/python (.+)$",
    (ROOT / "Makefile").read_text().split("\npages:")[1].split("\n\n")[0],
    re.MULTILINE,
)


@pytest.fixture
def made(tmp_path):
    """The folder in which the commands of the Makefile put what they put into docs."""
    for command in COMMANDS:
        line = f'"{sys.executable}" {command.replace("docs/", f"{tmp_path}/")}'
        done = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return tmp_path


def test_the_commands_run_and_write_all_that_git_leaves_out(made):
    left_out = re.findall(r"^/docs/(.+)$", (ROOT / ".gitignore").read_text(), re.MULTILINE)
    assert sorted(path.name for path in made.iterdir()) == sorted(left_out)
    assert json.loads((made / "scenario.schema.json").read_text()) == scenario_schema()
    book = (made / "cases-in-full.md").read_text()
    for case in all_cases():
        assert f'<a id="{case.id}"></a>' in book, case.id
    targets = re.findall(r"\]\(((?:\.\./|[a-z])[^)#]*)", book)
    assert targets
    assert [one for one in set(targets) if not (ROOT / "docs" / one).resolve().exists()] == []
