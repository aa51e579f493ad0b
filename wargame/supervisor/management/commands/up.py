import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.db.utils import OperationalError
from django.urls import reverse

from wargame import qr, static_files
from wargame.accounts import actions
from wargame.addresses import machine_ways, site_url
from wargame.environment import EVERY_ADDRESS, port_note, redis_note
from wargame.safety import is_loopback
from wargame.supervisor import database, redis_server
from wargame.supervisor.alone import only_one
from wargame.supervisor.house import House
from wargame.supervisor.ports import why_not
from wargame.supervisor.supervise import Failed


class Command(BaseCommand):
    help = "Runs Offramp: Redis, the Celery worker and beat, and the web server, until Ctrl-C."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._up()
        except Failed as failure:
            self.stderr.write(str(failure))
            sys.exit(1)

    def _up(self) -> None:
        trouble = why_not(settings.HOST, settings.PORT)
        if trouble:
            raise Failed(f"Cannot listen on {settings.HOST}:{settings.PORT} {trouble}")
        # Only the owner may read what it and its programs write.
        os.umask(0o077)
        with only_one():
            server = None if "REDIS_URL" in os.environ else self._redis()
            self._migrate()
            static_files.built()
            token = actions.make_link(actions.facilitator(), lifetime=actions.FIRST_LINK_LIFETIME)
            link = site_url() + reverse("accounts:enter", args=[token])
            connections.close_all()
            with noted(server):
                asyncio.run(House(server, say=self._say).run(lambda: self._greet(link)))
            self._say("Offramp has stopped.")

    def _redis(self) -> redis_server.RedisServer:
        binary = redis_server.find_binary()
        if binary is None:
            raise Failed("There is no redis-server here: install one, run `make setup`, or set REDIS_URL.")
        return redis_server.prepare(binary, settings.VAR_DIR)

    def _migrate(self) -> None:
        trouble = database.why_silent()
        if trouble:
            raise Failed(f"The database does not answer: {trouble}")
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("clearsessions")
        except OperationalError as error:
            raise Failed(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error

    def _greet(self, link: str) -> None:
        self._say(f"\nOfframp is at {site_url()}/")
        others = machine_ways()
        if settings.HOST in EVERY_ADDRESS and not others:
            self._say("This machine is in no network now: until it is, only browsers on it reach Offramp.")
        elif settings.HOST in EVERY_ADDRESS:
            self._say(f"In this network: {'  '.join(f'{way.url}/' for way in others)}")
        elif is_loopback(settings.HOST) and not settings.ORIGINS:
            self._say("Only this machine reaches it. For a class in the same network: make run HOST=0.0.0.0")
        self._say(f"To facilitate, open this once, within 24 hours:\n  {link}\nCtrl-C stops it.\n")
        if others:
            self._say(drawn(link, self.stdout.encoding))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def drawn(link: str, encoding: str | None) -> str:
    """The link as a QR code for a phone, where the terminal has the letters for it."""
    drawing = f"Or with a phone:\n{qr.terminal(link)}"
    try:
        drawing.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ""
    return drawing


@contextmanager
def noted(server: redis_server.RedisServer | None) -> Iterator[None]:
    """While it runs, note our port and the address of our Redis for the commands of the same folder."""
    redis, port = redis_note(settings.VAR_DIR), port_note(settings.VAR_DIR)
    redis.unlink(missing_ok=True)
    if server is not None:
        redis.touch(mode=0o600)
        redis.write_text(server.url)
    port.write_text(f"{settings.PORT} {os.getpid()} {settings.HOST}")
    try:
        yield
    finally:
        redis.unlink(missing_ok=True)
        port.unlink(missing_ok=True)
