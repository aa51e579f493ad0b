"""`manage.py catalogues` gathers the texts of the sources, keeps their Spanish, and compiles it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Gather the texts to translate into locale/, and compile them. Lists what has no Spanish yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where Spanish is missing"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            from wargame import catalogues
        except ImportError as missing:
            raise CommandError(f"{missing}. Babel comes with requirements-dev.txt.") from None
        lacking = 0
        for domain in catalogues.DOMAINS:
            catalog = catalogues.renewed(domain)
            if not check:
                catalogues.write(domain, catalog)
            for text in catalogues.untranslated(catalog):
                lacking += 1
                self.stdout.write(f"{domain}: {text}")
        if check and lacking:
            raise CommandError(f"{lacking} texts have no Spanish.")
        self.stdout.write(f"{lacking} texts without Spanish.")
