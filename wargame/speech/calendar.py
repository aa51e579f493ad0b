"""The names of a round's turns: those of the contest by number, then those of the day after."""

from dataclasses import dataclass

from django.utils.translation import gettext

from game_engine import RoundState


@dataclass(frozen=True)
class Calendar:
    """contest: the last turn before the day after, 0 while none has come. turns, days: how many there can be."""

    turns: int
    days: int
    contest: int = 0

    def name(self, turn: int) -> str:
        """The turn in the middle of a line: 'turn 3 of 12', 'day after, turn 1 of 2'."""
        day = self.day(turn)
        if day:
            return gettext("day after, turn %(turn)s of %(turns)s") % {"turn": day, "turns": self.days}
        return gettext("turn %(turn)s of %(turns)s") % {"turn": turn, "turns": self.turns}

    def short(self, turn: int) -> str:
        """The turn as a cell or a choice has it: '3', 'day after, 1'."""
        day = self.day(turn)
        return gettext("day after, %(turn)s") % {"turn": day} if day else str(turn)

    def day(self, turn: int) -> int:
        """Which turn of the day after it is; 0 for one of the contest."""
        return max(0, turn - self.contest) if self.contest else 0


def calendar_of(state: RoundState) -> Calendar:
    """The calendar of a round as it stands."""
    scenario, after = state.scenario, state.day_after
    days = scenario.parameters.day_after.turns
    if after is None:
        return Calendar(scenario.turns, days)
    # Turns of the day after that have passed count in `after`; after the end the last of them is the last turn.
    under_way = 1 if state.phase == "day_after" else 0
    return Calendar(scenario.turns, days, contest=state.turn - after.turn - under_way)
