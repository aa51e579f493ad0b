from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game_engine import RULES
from wargame.exercises.models import Round
from wargame.record import replay

FAULTS = {
    "number": "Entry {number} is missing, or there is one too many.",
    "format": "Its log is of a later Offramp: look through it with that one.",
    "entry": "Entry {number} is not as it was written, or the one before it is gone.",
    "text": "What was written in entry {number} was changed, or is gone without having been erased.",
    "end": "The log does not end where the record says that it ends.",
}
NOT_COMPARED = {
    "other_rules": "It was played in part under rules {rules}, not {now} as now: the states are not compared.",
    "unnumbered": "It was begun before rules had numbers, and under those of now its log comes to another state.",
    "unreadable": "Its state cannot be read, so it was not compared with the log: {detail}.",
}


class Command(BaseCommand):
    help = (
        "Says whether the log of a round is whole, and whether the state that it comes to is the one that is stored. "
        "Exit code 0: nothing speaks against it; 1: something does; 2: it could not be looked through."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", help="the round's id, as it stands in the address of its page")

    def handle(self, *args: Any, round: str, **options: Any) -> None:
        if not Round.objects.filter(pk=round).exists():
            raise CommandError(f"There is no round {round}.", returncode=2)
        try:
            found = replay.looked_through(round)
        except replay.NotBegun:
            raise CommandError("The round has not begun: there is no log yet.", returncode=2) from None
        if found.fault is not None:
            broken = FAULTS[found.fault.why].format(number=found.fault.number)
            raise CommandError(f"The log is not whole. {broken}", returncode=1)
        self.stdout.write(f"The log is whole: {found.entries} entries, each chained to the one before it.")
        if found.agrees is False:
            why = f" ({found.detail})" if found.detail else ""
            raise CommandError(f"But it does not come to the state that is stored{why}.", returncode=1)
        if found.agrees is None:
            words = NOT_COMPARED[found.why].format(rules=found.rules, now=RULES, detail=found.detail)
            if found.why == "unreadable":
                raise CommandError(words, returncode=2)
            self.stdout.write(words)
            return
        self.stdout.write("It comes to the state that is stored, to the last bit.")
