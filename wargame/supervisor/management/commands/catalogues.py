"""`manage.py catalogues` gathers the texts of the sources, keeps their translations, and compiles them."""

from argparse import ArgumentParser
from itertools import product
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Gather the texts to translate into locale/, and compile them. Lists what is not translated yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where a translation is missing"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            from wargame import catalogues
        except ImportError as missing:
            raise CommandError(f"{missing}. Babel comes with requirements-dev.txt.") from None
        lacking = 0
        for language, domain in product(catalogues.TRANSLATED, catalogues.DOMAINS):
            catalog = catalogues.renewed(domain, language)
            if not check:
                catalogues.write(domain, catalog)
            for text in catalogues.untranslated(catalog):
                lacking += 1
                self.stdout.write(f"{language} {domain}: {text}")
        if check and lacking:
            raise CommandError(f"{lacking} texts are not translated.")
        self.stdout.write(f"{lacking} texts not translated.")
