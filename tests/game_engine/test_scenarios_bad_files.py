"""Files that are no scenario: each is refused with a path and what belongs there, quickly and in little memory."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile

import pytest

from game_engine import ScenarioError, parse_scenario
from game_engine.scenarios.load import MOST_BYTES, MOST_PARTS

EXTENDS = 'extends = "venezuela-2025"\n'


def zipped(text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../scenario.toml", text)
    return held.getvalue()


def refused(text: str | bytes) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text)
    assert caught.value.path
    assert caught.value.expected
    assert len(str(caught.value)) < 1000
    return caught.value


OTHER_FILES = {
    "empty": b"",
    "blank": b" \n\n",
    "bom alone": b"\xef\xbb\xbf",
    "bom twice": b"\xef\xbb\xbf\xef\xbb\xbfturns = 3",
    "html": b"<!doctype html><html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "xml with entities": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    "json": json.dumps({"schema": 1, "id": "mine"}).encode(),
    "yaml": b"schema: 1\na: &a [x, x]\nb: *a\n",
    "ini": b"[start]\nlegal: 1\n",
    "program for windows": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00",
    "program for linux": b"\x7fELF\x02\x01\x01\x00",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "zip": zipped(EXTENDS),
    "gzip": gzip.compress(EXTENDS.encode()),
    "latin-1": (EXTENDS + "[title]\nes = 'vísperas'").encode("latin-1"),
    "utf-16": EXTENDS.encode("utf-16"),
    "utf-16 without mark": EXTENDS.encode("utf-16-le"),
    "utf-32": EXTENDS.encode("utf-32"),
    "overlong utf-8": b"a = '\xc0\xaf'",
    "nul": b"turns = 3\x00",
    "control": b"id = 'a\x07b'",
    "old mac line ends": b"schema = 1\rturns = 3\r",
}


@pytest.mark.parametrize("data", OTHER_FILES.values(), ids=OTHER_FILES.keys())
def test_another_kind_of_file(data: bytes) -> None:
    assert refused(data).path.split(" ")[0] in ("file", "line", "schema", "id")


def test_a_megabyte_names_the_limit() -> None:
    fault = refused(EXTENDS + "# padding\n" * 105_000)
    assert fault.path == "file"
    assert "256 KB" in fault.expected
    parse_scenario(EXTENDS + "#" * (MOST_BYTES - len(EXTENDS)))


def test_line_ends_of_windows_and_a_mark_are_no_trouble() -> None:
    text = EXTENDS + 'id = "mine"\n[title]\nen = """One\ntwo"""\n'
    assert parse_scenario(text.replace("\n", "\r\n").encode("utf-8-sig")).title["en"] == "One\ntwo"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("turns = 0", "turns"),
        ("turns = 1_000_000", "turns"),
        ("turns = 1e6", "turns"),
        ("turns = -0.0", "turns"),
        ("turns = '6'", "turns"),
        ("minutes = 99999999999999999999", "minutes"),
        ("schema = 2", "schema"),
        ("schema = '1'", "schema"),
        ("schema = 1.0", "schema"),
        ("id = 'Ünïcode'", "id"),
        ("id = '../../etc/passwd'", "id"),
        ("id = 'x'\nid = 'y'\n", "line 3"),
        ("starts = 2025-12-01", "starts"),
        ("starts = '2025-02-30'", "starts"),
        ("digest = 3", "digest"),
        ("mood = 1", "mood"),
        ("include = 'https://example.org/more.toml'", "include"),
        ("ends = {}\nmood = 1", "mood"),
        ("ends = []", "ends"),
        ("ends = 3", "ends"),
        ("[parameters.coercion]\nslope = nan", "parameters.coercion.slope"),
        ("[parameters.coercion]\nslope = +inf", "parameters.coercion.slope"),
        ("[parameters.coercion]\nslope = 1e400", "parameters.coercion.slope"),
        ("[parameters.coercion]\nslope = 0", "parameters.coercion.slope"),
        ("[parameters.coercion]\nsuccess_base = 1.5", "parameters.coercion.success_base"),
        ("[parameters.coercion]\nsuccess_base = -0.01", "parameters.coercion.success_base"),
        ("[parameters.coercion]\nsuccess_base = true", "parameters.coercion.success_base"),
        ("[parameters.weather]\nrain = 1", "parameters.weather"),
        ("[start]\nlegal = 1.0000001", "start.legal"),
        ("[start]\nlegal = '0.5'", "start.legal"),
        ("[start]\nlegal = [0.5]", "start.legal"),
        ("[title]\nen = ''", "title.en"),
        ("[title]\nen = 'a\\u202eb'\nfr = 'b'", "title.fr"),
        ('[title]\nen = "a\\u202eb"', "title.en"),
        ('[title]\nen = "a\\u0000b"', "title.en"),
        ("[title]\nen = '''a\tb'''", "title.en"),
        ("[title]\nen = '" + "x" * 4001 + "'", "title.en"),
        ("[ends.victory]\n", "ends"),
        ("[ends.coup]\nname = 3", "ends.coup.name"),
        ("[tracks.mood]\nen = 'a'\nes = 'b'", "tracks.mood"),
        ("[[orders]]\nkind = 'nuke'\nrole = 'region'", "orders[region.nuke].kind"),
        ("[[orders]]\nkind = 'mediate'\nrole = 'region'\nslot = 'third'", "orders[region.mediate].slot"),
        ("[[orders]]\nkind = 'mediate'\nrole = 'moon'", "orders[moon.mediate].role"),
        ("[[orders]]\nkind = 'mediate'\nrole = 'region'\neval = '1+1'", "orders[region.mediate].eval"),
        ("[[standing]]\nrole = 'region'\nmain = 'sail'", "standing[region.0].main"),
        ("[[undertakings]]\nkind = 'monitors'\norder = 'sail'", "undertakings[monitors].order"),
        ("[[undertakings]]\nkind = 'monitors'\nwill.en = '{will}'", "undertakings[monitors].will.en"),
        ("[[undertakings]]\nkind = 'monitors'\nname.es = '{name}'", "undertakings[monitors].name.es"),
        ("[[undertakings]]\nkind = 'amnesty'\nwill.en = '{breadth:{breadth}}'", "undertakings[amnesty].will.en"),
        ("[[undertakings]]\nkind = 'amnesty'\nwill.en = '{breadth:>9999999999}'", "undertakings[amnesty].will.en"),
        ("[[undertakings]]\nkind = 'amnesty'\nwill.en = '{breadth.__class__}'", "undertakings[amnesty].will.en"),
        ("[title]\nen = '{title}'", "title.en"),
        ("[title]\nen = '   '", "title.en"),
        ("[summary]\nes = 'Como dice {summary.es}, {summary.es}.'", "summary.es"),
        ("[[orders]]\nkind = 'align'\nrole = 'region'\nhint.en = '{hint}'", "orders[region.align].hint.en"),
        ("[tracks]\nlegal.es = '{legal}'", "tracks.legal.es"),
        ("[ends.coup]\ntext.en = 'It {x} fell'", "ends.coup.text.en"),
        ("[[undertakings]]\nkind = 'amnesty'\nwill.en = '{0}'", "undertakings[amnesty].will.en"),
    ],
)  # fmt: skip
def test_one_fault_in_a_file_that_extends(text: str, path: str) -> None:
    assert refused(EXTENDS + text).path == path


BOMBS = {
    "a key of many parts": "a." * (MOST_BYTES // 2 - 20) + "b = 1",
    "keys of many parts": "".join("a." * 60 + f"k{n} = 1\n" for n in range(1900)),
    "tables of many parts": "".join("[" + "a." * 195 + f"k{n}]\n" for n in range(600)),
    "lists in lists": "x = " + "[" * 100_000,
    "tables in tables": "x = " + "{a=" * 80_000,
    "lists of tables": "[[a.a.a.a]]\n" * 20_000,
    "one long key": "a" * (MOST_BYTES - 10) + " = 1",
    "lines without sense": EXTENDS + '[[orders]]\nrole = "region"\nkind = "x"\n' * 6_000,
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are a thing of POSIX")
def test_no_bomb_of_a_legal_size_takes_memory_or_time() -> None:
    """All of them in one process that may hold 512 MB: a key of many parts took gigabytes."""
    program = (
        "import resource, sys, json\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "from game_engine import ScenarioError, parse_scenario\n"
        "for name, text in json.load(sys.stdin).items():\n"
        "    try: parse_scenario(text)\n"
        "    except ScenarioError as fault: print(name, '|', fault.path[:20])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(BOMBS), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert [line.split(" | ")[0] for line in done.stdout.splitlines()] == list(BOMBS)


def test_only_a_key_may_not_have_many_parts() -> None:
    for many in ("." * 900, "a. b? " * 300, "0.5, " * 300):
        parse_scenario(EXTENDS + f"[summary]\nen = '{many}'\n")
    for part in ("a.", "'a.b' . ", '"".'):
        assert refused(EXTENDS + part * (MOST_PARTS + 1) + "b = 1").path == "line 2"
