"""`manage.py up` as tests use it: a whole Offramp on a free port, with files of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from tests.processes import LEASH, ROOT, wait_until
from wargame.supervisor.ports import free_port

OURS = re.compile(
    r"(DJANGO_|OFFRAMP_|HOST$|PORT$|DEBUG$|SECRET_KEY$|ALLOWED_HOSTS$|DATABASE_URL$|REDIS_URL$)"
)


class Supervised:
    """A running `manage.py up`. `lines` grows with what it prints."""

    def __init__(self, var: Path, *, port: int | None = None, **settings: str) -> None:
        self.var = var
        self.port = port or free_port("127.0.0.1")
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        bare = {name: value for name, value in os.environ.items() if not OURS.match(name)}
        self.env = {**bare, "PORT": str(self.port), "OFFRAMP_VAR": str(var), **settings}
        argv = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), sys.executable, "manage.py", "up"]
        self.process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    def wait_ready(self) -> "Supervised":
        """Wait until it has printed its link, which it does once the web answers."""
        wait_until(lambda: self.link or self.process.poll() is not None, what="up", seconds=60)
        assert self.process.poll() is None, self.output
        return self

    def wait_ended(self, seconds: float = 30) -> int:
        """The exit code, once it and all its output are done."""
        code = self.process.wait(seconds)
        self._reader.join(5)
        return code

    @property
    def link(self) -> str:
        """The one-time facilitator link that it printed; empty until then."""
        found = re.search(r"http://\S+/accounts/enter/\S+", self.output)
        return found[0] if found else ""

    def manage(self, *arguments: str) -> str:
        """The standard output of a `manage.py` command on the same database."""
        argv = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(argv, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a GET; status 0 if nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def descendants(self) -> list[psutil.Process]:
        """Every process under the supervisor at this moment."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, name: str) -> psutil.Process | None:
        """The supervisor's own child of that name: redis, worker, beat or web."""
        marks = {"redis": "-server ", "worker": " worker ", "beat": " beat ", "web": "wargame.serving"}
        for process in psutil.Process(self.process.pid).children():
            try:
                line = f"{' '.join(process.cmdline())} "
            except psutil.NoSuchProcess:
                continue
            # A child still on its way through the leash is not yet what it will be.
            if marks[name] in line and "leash.py" not in line:
                return process
        return None

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.wait_ended()
