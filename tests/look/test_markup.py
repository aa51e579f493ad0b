"""What the strict content security policy would refuse is not in any template or module."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted((ROOT / "wargame/static/offramp/js").rglob("*.js"))
STATIC = re.compile(r"{%\s*static\s+['\"]([^'\"]+)['\"]")
REFUSED = {
    "inline style": re.compile(r"\sstyle=[\"'$]", re.I),
    "style element": re.compile(r"<style[\s>]", re.I),
    "inline handler": re.compile(r"\son[a-z]+\s*=\s*['\"]", re.I),
    "inline script": re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>", re.I),
    "another host": re.compile(r"(?:src|<link[^>]*href)\s*=\s*['\"](?:https?:)?//", re.I),
}


def refusals(text: str) -> list[str]:
    return [name for name, pattern in REFUSED.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES + MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_that_the_policy_refuses(path: Path) -> None:
    assert refusals(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_static_files_exist(path: Path) -> None:
    shipped_by_packages = ("django_htmx/",)
    for name in STATIC.findall(path.read_text()):
        if not name.startswith(shipped_by_packages):
            assert (ROOT / "wargame/static" / name).is_file(), name


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<p style=${colour}>",
        "<style>p{}</style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        '<script src="https://example.org/x.js"></script>',
        '<link rel="stylesheet" href="//example.org/x.css">',
    ],
)
def test_the_patterns_find_what_they_should(text: str) -> None:
    assert refusals(text)
