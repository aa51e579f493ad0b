"""Deadlines are a column that a sweeper reads: no task of Celery is told to wait."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT

WAITING = {"countdown", "eta", "expires"}


def waits(tree: ast.AST) -> Iterator[int]:
    """The lines on which a task is sent with a time to wait for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = {keyword.arg for keyword in node.keywords}
            sender = isinstance(node.func, ast.Attribute) and node.func.attr in (
                "apply_async",
                "send_task",
                "retry",
            )
            if named & {"countdown", "eta"} or (sender and named & WAITING):
                yield node.lineno


@pytest.mark.parametrize(
    "module", sorted((ROOT / "wargame").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_task_waits(module: Path) -> None:
    assert list(waits(ast.parse(module.read_text()))) == []


@pytest.mark.parametrize(
    "planted",
    ["task.apply_async(countdown=5)", "app.send_task('x', eta=later)", "resolve.delay(1, countdown=9)"],
)
def test_a_task_that_waits_would_be_found(planted: str) -> None:
    assert list(waits(ast.parse(planted))) == [1]
