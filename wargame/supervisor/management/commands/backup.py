from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wargame.supervisor.keeping.archive import Unfit
from wargame.supervisor.keeping.whole import keep


class Command(BaseCommand):
    help = "Keeps all of this Offramp in one file, also while it runs: database, key, scenarios of one's own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, for instance offramp-monday.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            report = keep(file.absolute())
        except Unfit as unfit:
            raise CommandError(str(unfit)) from None
        self.stdout.write(
            f"Kept in {file}. {report}\nIt holds the key to every seat: guard it like the server."
        )
