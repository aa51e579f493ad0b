from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from wargame.accounts import actions
from wargame.addresses import site_url


class Command(BaseCommand):
    help = "Prints a link that signs a facilitator in once, within 15 minutes; makes the account if new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="the facilitator's name; the first facilitator if not given")

    def handle(self, *args: Any, username: str | None, **options: Any) -> None:
        try:
            user = actions.facilitator(username)
        except ValidationError as wrong:
            raise CommandError(f"username: {' '.join(wrong.messages)}") from wrong
        token = actions.make_link(user)
        self.stdout.write(site_url() + reverse("accounts:enter", args=[token]))
