"""What the console puts first: the rounds that need the facilitator, and why each does."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from game_engine import Order, Orders
from tests.people import an_exercise
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table
from wargame.exercises.editions import scenario_of
from wargame.exercises.models import Exercise, Seat
from wargame.play import actions
from wargame.speech import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise(alice) -> Exercise:
    """Four rounds that run, with people who are all there."""
    found = an_exercise(alice, rounds=4, turn_seconds=300)
    now = timezone.now()
    for round_ in found.rounds.all():
        actions.start_round(round_.pk, alice, seed=7)
        Seat.objects.filter(round=round_, holder=Seat.Holder.PERSON).update(joined_at=now, last_seen_at=now)
    return found


def seat(exercise: Exercise, number: int, name: str) -> Seat:
    return exercise.rounds.get(number=number).seats.get(seat=name)


def change(exercise: Exercise, number: int, name: str, **fields) -> None:
    Seat.objects.filter(pk=seat(exercise, number, name).pk).update(**fields)


def console(client, exercise: Exercise) -> dict[int, list[str]]:
    """The rounds in their order on the console; those that need something with what is said of it."""
    page = " ".join(client.get(f"/exercises/{exercise.pk}/").content.decode().split())
    found = {}
    for number, needs, row in re.findall(r'<tr id="round-(\d+)"( data-needs)?>(.*?)</tr>', page, re.S):
        said = re.findall(r'<span class="meta">([^<]*)</span>', row.split("</th>")[0])
        found[int(number)] = said if needs else []
        assert needs or not [one for one in said if not one.startswith("over")]
    return found


def test_rounds_that_need_nothing_stand_by_number(alice_client, exercise):
    assert list(console(alice_client, exercise).items()) == [(1, []), (2, []), (3, []), (4, [])]


def test_one_who_is_away_is_a_need(alice_client, exercise):
    long_ago = timezone.now() - timedelta(minutes=5)
    change(exercise, 3, DIEGO, joined_at=long_ago, last_seen_at=long_ago)
    assert list(console(alice_client, exercise).items()) == [
        (3, ["The leadership: away"]),
        (1, []),
        (2, []),
        (4, []),
    ]


def test_a_seat_that_nobody_took_and_a_pause_are_needs(alice, alice_client, exercise):
    change(exercise, 2, ELENA, joined_at=None, last_seen_at=None)
    actions.pause(exercise.rounds.get(number=4).pk, alice)
    found = console(alice_client, exercise)
    assert list(found) == [2, 4, 1, 3]
    assert found[2] == ["Officer 1: nobody yet"]
    assert found[4] == ["paused"]


def test_who_is_ready_or_relieved_by_a_bot_is_no_need(alice_client, exercise):
    long_ago = timezone.now() - timedelta(minutes=5)
    change(exercise, 2, CARMEN, joined_at=long_ago, last_seen_at=long_ago, substituted_at=timezone.now())
    assert console(alice_client, exercise)[2] == []


def test_what_is_over_comes_last_and_needs_nothing(alice, alice_client, exercise):
    long_ago = timezone.now() - timedelta(minutes=5)
    change(exercise, 1, DIEGO, joined_at=long_ago, last_seen_at=long_ago)
    actions.end_round(exercise.rounds.get(number=1).pk, alice)
    found = console(alice_client, exercise)
    assert list(found) == [2, 3, 4, 1]
    assert not any(found.values())


# --- the board of one round, as its bars are drawn

# What people see of a track, from and to, as the rules sheet has it. All others run from 0 to 10.
ENDS = {"buildup": (0, 4), "region": (-10, 10)}


def board(client, exercise: Exercise, number: int) -> dict[str, dict]:
    """By title: the number, what is said of its change, how full the bar is, and the part that changed."""
    one = exercise.rounds.get(number=number)
    page = " ".join(client.get(f"/rounds/{one.pk}/").content.decode().split())
    found = {}
    for part in page.split('<li class="track">')[1:]:
        moved = re.search(r'class="track-was" x="([\d.]+)" width="([\d.]+)"', part)
        found[re.search(r'class="track-name">([^<]*)<', part)[1]] = {
            "value": float(re.search(r'class="track-value">([^<]*)<', part)[1]),
            "change": re.search(r'class="track-change">([^<]*)<', part)[1],
            "fill": float(re.search(r'class="track-fill" width="([^"]*)"', part)[1]),
            "moved": tuple(float(one) for one in moved.groups()) if moved else None,
        }
    return found


def forces(exercise: Exercise, alice, *orders: str) -> None:
    round_ = exercise.rounds.get(number=1)
    table = Table(round_, {found.seat: found for found in round_.seats.all()})
    for order in orders:
        table.move(BOB, Orders(main=Order(order)))
        actions.request_close(round_.pk, alice)
        assert actions.resolve_turn(round_.pk, table.record.turn, "facilitator")


def test_bars_of_the_board_show_value_change_and_direction(alice, alice_client, exercise):
    before = board(alice_client, exercise, 1)
    words = Words(scenario_of(exercise), "en")
    ends = {words.track(name): found for name, found in ENDS.items()}
    name = words.track("buildup")
    least, most = ends[name]
    first = before[name]["value"]
    forces(exercise, alice, "raise_buildup")
    risen = board(alice_client, exercise, 1)
    step = 100 / (most - least)
    assert (risen[name]["value"], risen[name]["change"]) == (first + 1, "▲ 1.0")
    assert risen[name]["moved"] == (first * step, step)
    forces(exercise, alice, "lower_buildup")
    fallen = board(alice_client, exercise, 1)
    assert (fallen[name]["value"], fallen[name]["change"]) == (first, "▼ 1.0")
    assert fallen[name]["moved"] == (first * step, step)
    for title, bar in risen.items():
        least, most = ends.get(title, (0, 10))
        full = 100 * (bar["value"] - least) / (most - least)
        assert bar["fill"] == pytest.approx(full, abs=0.05 * 100 / (most - least) + 0.06), title
