"""Static files come from the application, under names with their hash, compressed, without a step to collect them."""

import gzip
import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.test import Client, override_settings

from tests.processes import ROOT
from wargame import page_scripts, static_files
from wargame.static_files import HASHED, built

# What a browser would fetch as a module: the text after `from`, or after a bare `import`.
SPECIFIER = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
MAIN = "offramp/js/table/main.js"


@pytest.fixture(scope="module")
def browser():
    return Client()


def test_a_file_has_its_hash_and_may_be_kept_for_ever(browser):
    address = static("offramp/css/base.css")
    assert HASHED.search(address)
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("name", ["offramp/css/base.css", MAIN, "django_htmx/htmx-2.min.js"])
def test_a_file_is_compressed(browser, name):
    plain = browser.get(static(name)).content
    packed = browser.get(static(name), headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain
    smaller = browser.get(static(name), headers={"accept-encoding": "gzip, br"})
    assert smaller["Content-Encoding"] == "br"
    assert len(smaller.content) < len(packed.content) < len(plain)


def test_a_bare_name_is_revalidated_on_each_use(browser):
    answer = browser.get("/static/offramp/css/base.css")
    assert answer.status_code == 200
    assert "max-age=0" in answer["Cache-Control"]
    again = browser.get("/static/offramp/css/base.css", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_modules_import_one_another_by_names_with_a_hash(browser):
    """All of them, those in folders of others too: one missed would be fetched a second time, by its bare name."""
    waiting, seen = (
        [static(MAIN), *(static(f"offramp/js/{path.name}") for path in SCRIPTS.glob("*.js"))],
        set(),
    )
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = browser.get(address)
        assert answer.status_code == 200, address
        for specifier in SPECIFIER.findall(answer.text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), specifier))
            assert HASHED.search(target), f"{address} imports {specifier}"
            waiting += [target] if target not in seen else []
    ours = {static(f"offramp/js/{path.relative_to(SCRIPTS)}") for path in SCRIPTS.rglob("*.js")}
    assert ours - seen == set()


SCRIPTS = ROOT / "wargame" / "static" / "offramp" / "js"

EVERY_FORM = """// import nothing from "./words.js" in a comment without a semicolon
import { a,
  b as c,
} from "./one.js";
import * as all from './two.js';
import d from "../three.js";
import"./four.js";
export { e } from "./five.js";
export * from "./six.js";
export{f}from"./seven.js";
const late = () => import("./eight.js");
"""
FORMS = ("one", "two", "../three", "four", "five", "six", "seven", "eight")


@pytest.fixture
def own_version(tmp_path, monkeypatch):
    """Builds a version of sources of the test's own, which lie in the folder that it is given."""

    def build(sources: Path, var: Path = tmp_path) -> Path:
        found = [(str(path.relative_to(sources)), path) for path in sources.rglob("*.*")]
        monkeypatch.setattr(static_files, "sources", lambda: iter(found))
        monkeypatch.setattr(settings, "VAR_DIR", var)
        built.cache_clear()
        return built()

    yield build
    built.cache_clear()


def test_every_form_of_import_is_rewritten(tmp_path, own_version):
    folder = tmp_path / "sources" / "in"
    folder.mkdir(parents=True)
    for form in FORMS:
        (folder / f"{form}.js").write_text("export const a = 1;")
    (folder / "main.js").write_text(EVERY_FORM)
    version = own_version(tmp_path / "sources")
    main = next(path for path in (version / "in").glob("main.*.js"))
    named = SPECIFIER.findall(main.read_text().split("\n", 1)[1])
    assert len(named) == len(FORMS)
    for specifier in named:
        assert HASHED.search(specifier), specifier
        assert (main.parent / specifier).is_file()
    assert {Path(name).name for name in page_scripts._read_imports("in/main.js")} == {
        f"{Path(form).name}.js" for form in FORMS
    }


def test_nothing_is_built_twice_and_an_earlier_version_stays(tmp_path, own_version, monkeypatch):
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "one.js").write_text("export const a = 1;")
    first = own_version(sources)
    before = {path: path.stat().st_mtime_ns for path in first.iterdir()}
    assert own_version(sources) == first
    assert {path: path.stat().st_mtime_ns for path in first.iterdir()} == before

    old = next(path.name for path in first.glob("one.*.js"))
    (sources / "one.js").write_text("export const a = 2;")
    second = own_version(sources)
    assert second != first
    middleware = static_files.StaticFilesMiddleware(lambda request: None)
    assert f"/static/{old}" in middleware.files
    assert middleware.files["/static/one.js"].alternatives[-1][1] == str(second / "one.js")
    (sources / "one.js").write_text("export const a = 3;")
    third = own_version(sources)
    new = next(path.name for path in third.glob("one.*.js"))
    assert f"/static/{new}" not in middleware.files
    # A page from a newer process asks this one, which began before there was such a file.
    assert Client().get("/static/nothing.js").status_code == 404
    middleware(_request(f"/static/{new}"))
    assert f"/static/{new}" in middleware.files


def _request(path):
    from django.test import RequestFactory

    return RequestFactory().get(path)


def test_old_versions_go_in_the_end(tmp_path, own_version):
    sources = tmp_path / "sources"
    sources.mkdir()
    made = []
    for number in range(static_files.VERSIONS_KEPT + 3):
        (sources / "one.js").write_text(f"export const a = {number};")
        made.append(own_version(sources))
        os.utime(made[-1], (number, number))
    assert not made[0].exists()
    assert [path.exists() for path in made[-static_files.VERSIONS_KEPT - 1 :]] == [True] * (
        static_files.VERSIONS_KEPT + 1
    )


BUILD = "import django; django.setup()\nfrom wargame.static_files import built\ninput()\nprint(built())"


def test_several_processes_may_come_first(tmp_path):
    """All of them end with the same whole folder, and none leaves a draft."""
    env = {**os.environ, "OFFRAMP_VAR": str(tmp_path)}
    made = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in made:
        process.stdin.write("\n")
        process.stdin.flush()
    told = {process.communicate(timeout=60)[0].strip() for process in made}
    assert len(told) == 1
    assert [path.name for path in (tmp_path / "static").iterdir()] == [Path(told.pop()).name]
    assert [process.returncode for process in made] == [0, 0, 0]


def page(source: str) -> str:
    return engines["django"].from_string("{% load page_scripts %}" + source).render()


def test_a_page_names_all_that_its_scripts_import():
    html = page(f"{{% page_scripts '{MAIN}' texts=True %}}")
    preloaded = re.findall(r'modulepreload" href="([^"]+)"', html)
    assert len(preloaded) == len(set(preloaded)) > 30
    assert static("vendor/lit-html-3.3.3/lit-html.js") in preloaded
    assert f'<script type="module" src="{static(MAIN)}">' in html
    # The watchman hears what goes wrong only if it is there first.
    assert (
        html.index("watchman")
        < html.index("modulepreload")
        < html.index("catalog")
        < html.index(static(MAIN))
    )


def test_the_texts_of_scripts_are_kept_for_ever_too(browser):
    address = page_scripts.catalogue_url()
    answer = browser.get(address, headers={"accept-encoding": "gzip"})
    assert "immutable" in answer["Cache-Control"]
    assert b"gettext" in gzip.decompress(answer.content)
    assert browser.get(address).content == gzip.decompress(answer.content)
    stale = browser.get(re.sub(r"\.[0-9a-f]{12}\.js", ".000000000000.js", address))
    assert stale.status_code == 200
    assert stale["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_texts_come_in_languages_we_speak(browser):
    assert (
        "Listo" in browser.get("/i18n/catalog.es.0.js").text
        or "Cerrar" in browser.get("/i18n/catalog.es.0.js").text
    )
    assert browser.get("/i18n/catalog.tlh.0.js").status_code == 404


def test_with_debug_files_come_from_where_they_lie():
    with override_settings(DEBUG=True):
        storage = static_files.HashedFiles()
        assert storage.url("offramp/css/base.css") == "/static/offramp/css/base.css"
        assert "lit.js" in " ".join(page_scripts.imported(MAIN))


def test_a_part_is_sent_when_asked_for(browser):
    whole = browser.get(static("offramp/css/base.css")).content
    answer = browser.get(static("offramp/css/base.css"), headers={"range": "bytes=5-9"})
    assert answer.status_code == 206
    assert answer.content == whole[5:10]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["../settings.py", "%2e%2e/settings.py", "offramp/", "no/such/file"])
def test_nothing_else_is_served(browser, path):
    assert browser.get(f"/static/{path}").status_code == 404


def test_static_files_are_read_only(browser):
    assert browser.post("/static/offramp/css/base.css").status_code == 405
