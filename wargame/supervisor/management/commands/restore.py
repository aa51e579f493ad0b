from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wargame.supervisor.alone import only_one
from wargame.supervisor.keeping.archive import Unfit
from wargame.supervisor.keeping.whole import bring_back
from wargame.supervisor.supervise import Failed


class Command(BaseCommand):
    help = "Makes this Offramp what a backup holds. Every link, token and session of that time works again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file made by `backup`")
        parser.add_argument(
            "--force", action="store_true", help="replace what is here, after keeping it in a file of its own"
        )

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        try:
            with only_one():
                report = bring_back(file.absolute(), force=force)
        except (Unfit, Failed) as unfit:
            raise CommandError(str(unfit)) from None
        self.stdout.write(f"Brought back from {file}. {report}\nNext: make run")
