"""Static files, served by the application itself: under names that hold a hash of what is in them, and compressed.

They are gathered from the sources once a version, into a folder of its own under var/static, by whichever process
needs them first. A name is never given to other bytes, so a browser keeps a file for good, and no page mixes versions.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from whitenoise.compress import brotli_installed
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

HASHED = re.compile(r"\.[0-9a-f]{12}(\.\w+)?$")
# What no page asks for. The extensions of htmx have examples in their comments that would pass for imports.
LEFT_OUT = ["django_htmx/ext*", "django_htmx/htm*-4*", "django_htmx/htmx-2.js", "*.d.ts"]
# So many versions before this one stay, for pages that were opened before an upgrade.
VERSIONS_KEPT = 4
# Changes when the way of building does, so that what was built the old way is built again.
RECIPE = "1"


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Django's manifest storage with WhiteNoise's compression; it follows imports between modules too."""

    support_js_module_import_aggregation = True
    # A pass names what imports files that have their names: as many as the longest chain of imports.
    max_post_process_passes = 30

    def __init__(self, location: str | Path | None = None, *args: Any, **kwargs: Any) -> None:
        # With DEBUG the bare names are used, and there is no manifest.
        super().__init__(location or (_home() if settings.DEBUG else built()), *args, **kwargs)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The files that pages name. The bare ones stay for people who read them by hand."""
        yield from super().compress_files(path for path in paths if HASHED.search(path))


@lru_cache(maxsize=1)
def built() -> Path:
    """The folder of this version's files, made if it is missing. Raises what went wrong if it cannot be made."""
    folder = _home() / _fingerprint()
    if not folder.exists():
        _build(folder)
    else:
        # What is used last is thrown away last.
        os.utime(folder)
    _tidy(folder)
    return folder


def versions() -> list[Path]:
    """The folders of this and earlier versions, the latest first."""
    folders = [path for path in _home().iterdir() if path.is_dir() and not path.name.startswith(".")]
    return sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)


def sources() -> Iterator[tuple[str, Path]]:
    """Every static file of the project and its apps: its name in addresses, and where it lies."""
    seen = set()
    for finder in finders.get_finders():
        for name, storage in finder.list(LEFT_OUT):
            if name not in seen:
                seen.add(name)
                yield name.replace(os.sep, "/"), Path(storage.path(name))


def _home() -> Path:
    home: Path = settings.VAR_DIR / "static"
    home.mkdir(exist_ok=True)
    return home


def _fingerprint() -> str:
    digest = sha256(f"{RECIPE} {django.__version__} {version('whitenoise')} {brotli_installed}".encode())
    for name, path in sorted(sources()):
        digest.update(f"\n{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _build(folder: Path) -> None:
    # Under another name until it is whole. A second process throws its own away.
    draft = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    storage = HashedFiles(draft)
    found = dict(sources())
    for name, path in found.items():
        target = draft / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for _name, _hashed, processed in storage.post_process({name: (storage, name) for name in found}):
        if isinstance(processed, Exception):
            raise processed
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)
        if not folder.exists():
            raise


def _tidy(current: Path) -> None:
    earlier = [folder for folder in versions() if folder != current]
    for folder in earlier[VERSIONS_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, answering whole: its streamed answers, made for WSGI, would each be a warning under ASGI.

    It has this version's files and those of earlier ones, for pages that were opened before an upgrade.
    """

    def __init__(self, get_response: Any = None) -> None:
        super().__init__(get_response)
        self._known: set[Path] = set()
        if not self.autorefresh:
            self._learn()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not self.autorefresh and path.startswith(self.static_prefix) and path not in self.files:
            # Perhaps a process of a newer version has written it since.
            self._learn()
        try:
            answer: HttpResponse = super().__call__(request)
        except FileNotFoundError:
            # Of a version that was thrown away since.
            answer = self.get_response(request)
        return answer

    def immutable_file_test(self, path: str, url: str) -> bool:
        return bool(HASHED.search(url))

    def _learn(self) -> None:
        """Add the versions not known yet. Where several have a file of one bare name, this version's counts."""
        current = built()
        new = [folder for folder in reversed(versions()) if folder not in self._known]
        for folder in [*new, current] if new else []:
            self._known.add(folder)
            self.add_files(folder, prefix=self.static_prefix)

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        body = b""
        if found.file is not None:
            with found.file as file:
                body = file.read()
        answer = HttpResponse(body, status=int(found.status))
        del answer["content-type"]
        for name, value in found.headers:
            answer[name] = value
        return answer
