"""An exercise for scripts: opened from the command line, with every seat's link and token."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse

from game_engine import Scenario
from wargame.accounts.actions import facilitator, make_link
from wargame.addresses import site_url
from wargame.exercises import access
from wargame.exercises.actions import Plan, create_exercise
from wargame.exercises.editions import scenario_named, scenario_of, seat_order
from wargame.exercises.models import Exercise, Round, Seat
from wargame.play import actions
from wargame.scenario_files import scenario_at


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    scenario: str
    rounds: int
    bots: tuple[str, ...] = ()
    turn_seconds: int | None = None
    start: bool = True
    site: str = ""


def scenario_wanted(name: str) -> Scenario:
    """A scenario on offer by name, or that of a .toml file. Raises ScenarioError for anything else."""
    return scenario_at(name) if Path(name).suffix == ".toml" else scenario_named(name)


def open_for_scripts(wanted: Wanted) -> dict[str, Any]:
    """Open an exercise that the first facilitator leads, start its rounds, and say how to get in."""
    owner = facilitator()
    scenario = scenario_wanted(wanted.scenario)
    holders = dict.fromkeys(wanted.bots, Seat.Holder.BOT.value)
    plan = Plan(scenario, rounds=wanted.rounds, holders=holders, turn_seconds=wanted.turn_seconds)
    exercise = create_exercise(owner, plan)
    if wanted.start:
        for round_ in exercise.rounds.all():
            actions.start_round(round_.pk, owner)
    return described(exercise, wanted.site or site_url(), sign_in=make_link(owner))


def described(exercise: Exercise, site: str, *, sign_in: str) -> dict[str, Any]:
    """The exercise as JSON: the facilitator's link (it signs in once), and each round's sockets, links and tokens."""
    scenario = scenario_of(exercise)
    console = reverse("console:console", args=[exercise.pk])
    enter = reverse("accounts:enter", args=[sign_in])
    return {
        "exercise": exercise.pk,
        "scenario": exercise.edition.scenario,
        "facilitator_url": f"{site}{enter}?next={console}",
        "rounds": [_round(round_, site, scenario) for round_ in exercise.rounds.prefetch_related("seats")],
    }


def _round(round_: Round, site: str, scenario: Scenario) -> dict[str, Any]:
    socket = site.replace("http", "ws", 1)
    people = [seat for seat in round_.seats.all() if seat.holder == Seat.Holder.PERSON]
    people.sort(key=lambda seat: seat_order(scenario, seat.seat))
    return {
        "id": round_.pk,
        "socket_url": f"{socket}/ws/v1/rounds/{round_.pk}/",
        "seats": [_seat(seat, site, socket) for seat in people],
    }


def _seat(seat: Seat, site: str, socket: str) -> dict[str, Any]:
    take = reverse("exercises:take", args=[seat.pk, access.join_token(seat)])
    return {
        "seat": seat.seat,
        "join_url": f"{site}{take}",
        "socket_url": f"{socket}/ws/v1/seats/{seat.pk}/",
        "token": access.bearer_token(seat),
    }
