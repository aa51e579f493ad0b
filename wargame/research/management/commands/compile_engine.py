"""Compiles the engine, so that simulations take less time."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wargame import compiled


class Command(BaseCommand):
    help = (
        "Compiles the engine to machine code, once for its sources as they are: the same rounds in less time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        if compiled.folder(settings.VAR_DIR).is_dir():
            self.stdout.write(_("The engine is compiled already."))
            return
        self.stderr.write(_("Compiling the engine: half a minute or so ..."))
        try:
            compiled.build(settings.VAR_DIR)
        except compiled.CannotCompile as missing:
            raise CommandError(
                _("The engine was not compiled: %(why)s. Everything works without.") % {"why": missing}
            ) from missing
        took = time.perf_counter() - began
        self.stdout.write(
            _("Compiled in %(seconds)d seconds; commands use it from now on.") % {"seconds": took}
        )
