"""Deadlines are a column: no task is ever sent with a time of its own."""

import ast

from tests.processes import ROOT


def test_no_task_is_sent_for_later():
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "wargame").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and {"eta", "countdown"} & {word.arg for word in call.keywords}
    ]
    assert found == []
