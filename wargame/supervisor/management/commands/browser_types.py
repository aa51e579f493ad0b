"""Writes the browser's types, and the defaults that its page puts back, from the structs of the server."""

from typing import Any

from django.core.management.base import BaseCommand

from wargame.table.browser_types import files


class Command(BaseCommand):
    help = "Write the browser's types (wargame/browser/wire.d.ts) and its defaults from the server's structs."

    def handle(self, *args: Any, **options: Any) -> None:
        for path, text in files().items():
            path.write_text(text, "utf-8")
            self.stdout.write(f"{path} is written.")
