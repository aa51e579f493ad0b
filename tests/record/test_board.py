"""The public board is a record of its own: a row a turn, with nothing in it that only some may know."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from msgspec.structs import replace

from game_engine import Order, Orders, Say, Seating, derived_tracks, load_scenario
from tests.game_engine.rounds import played
from tests.people import an_exercise, first_round, seated
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, open_table
from tests.sockets.test_secrecy import twins
from wargame.console import rows
from wargame.play import actions, timeline
from wargame.record import board
from wargame.record.board import board_of, moments
from wargame.record.models import BoardRow, Record, SeatEvent
from wargame.speech import Words
from wargame.table.views import history

SCENARIO = load_scenario("venezuela-2025")


def rows_of(table: Table) -> list[tuple[int, str]]:
    return list(BoardRow.objects.filter(round=table.round).order_by("turn").values_list("turn", "tracks"))


def frames_of(table: Table, seat: str) -> list[tuple[int, dict]]:
    """The board as the frames of a seat have it: by the turn that was closed, 0 for the opening."""
    frames = SeatEvent.objects.filter(round=table.round, seat=seat, kind="turn").order_by("number")
    found = []
    for turn, body in frames.values_list("turn", "body"):
        view = json.loads(body)["view"]
        tracks = {track["name"]: track["shown"] for track in view["tracks"]}
        derived = {one.name: view["estimates"][one.derived] * one.scale for one in derived_tracks()}
        found.append((turn, tracks | derived))
    return found


def whole_round(**plan) -> Table:
    """A round that bots play to its end, with the people of one seat looking on."""
    holders = dict.fromkeys((BOB, CARMEN, DIEGO, ELENA), "bot")
    table = open_table(holders=holders, turn_seconds=600, **plan)
    while table.record.status != Record.Status.OVER:
        Record.objects.filter(pk=table.id).update(deadline=table.record.began_at)
        assert actions.resolve_turn(table.id, table.record.turn, "facilitator")
    return table


@pytest.mark.django_db
@pytest.mark.parametrize("seat", [BOB, ELENA])
def test_every_turn_has_a_row_with_what_every_seat_was_told(seat):
    table = whole_round(scenario=SCENARIO)
    assert len(rows_of(table)) == len(frames_of(table, seat)) > 2
    assert [(turn, json.loads(tracks)) for turn, tracks in rows_of(table)] == frames_of(table, seat)


@pytest.mark.django_db
def test_a_round_that_ends_as_it_stands_has_its_end_too():
    table = open_table()
    table.turn()
    actions.end_as_it_stands(table.id, None)
    assert [turn for turn, _tracks in rows_of(table)] == [0, 1, 2]
    assert json.loads(rows_of(table)[-1][1]) == board_of(table.state())


@pytest.mark.django_db
def test_pages_need_no_frames_of_any_seat(alice, alice_client):
    exercise = an_exercise(alice)
    bob = seated(first_round(exercise), BOB)
    actions.start_round(first_round(exercise).pk, alice, seed=7)
    table = Table(first_round(exercise), {seat.seat: seat for seat in first_round(exercise).seats.all()})
    table.turn()
    table.turn()
    SeatEvent.objects.filter(round=table.round).exclude(seat=BOB).delete()
    (row,) = rows.rows(exercise)
    assert row.line.count(",") == 3
    assert alice_client.get(f"/rounds/{table.id}/log/").content.count(b'class="small-plot"') > 10
    assert bob.get(reverse("table:table", args=[table.seats[BOB].pk])).status_code == 200
    assert [one["turn"] for one in history(table.seats[BOB])] == [1, 2]


@pytest.mark.django_db
def test_the_log_draws_what_the_rows_hold():
    table = open_table()
    table.turn()
    lines = timeline.polylines(table.record, table.state().scenario, Words(table.state().scenario, "en"))
    first, last = (moment.values for moment in moments(table.record))
    assert {line.name: line.values for line in lines} == {
        name: (first[name], last[name]) for name in first if name in table.state().scenario.tracks
    }


@pytest.mark.django_db
def test_a_track_that_some_turns_lack_is_not_drawn():
    table = open_table()
    table.turn()
    last = dict(moments(table.record)[-1].values)
    del last["legal"]
    BoardRow.objects.filter(round=table.round, turn=1).update(tracks=json.dumps(last | {"future": 1.0}))
    board._moments.cache_clear()
    names = {
        line.name for line in timeline.polylines(table.record, table.state().scenario, Words(SCENARIO, "en"))
    }
    assert "credibility" in names
    assert not names & {"legal", "future"}


@pytest.mark.django_db
def test_rounds_of_before_get_their_rows_from_what_was_told():
    table = whole_round(scenario=SCENARIO)
    migration = import_module("wargame.record.migrations.0005_older_boards")
    # Rounds of then have the tracks of then.
    later = {one.name for one in derived_tracks()} - set(migration.DERIVED)
    before = [
        (turn, {name: value for name, value in json.loads(tracks).items() if name not in later})
        for turn, tracks in rows_of(table)
    ]
    BoardRow.objects.filter(round=table.round).delete()
    migration.fill(apps, None)
    assert [(turn, json.loads(tracks)) for turn, tracks in rows_of(table)] == before
    # Once more changes nothing, and a round with rows of its own keeps them.
    migration.fill(apps, None)
    assert [(turn, json.loads(tracks)) for turn, tracks in rows_of(table)] == before


# --- nothing hidden


def otherwise(state):
    """The same round, had all that is hidden in it been different."""
    seats = tuple(replace(seat, private=_other(seat.private), orders=None) for seat in state.seats)
    cells = tuple(replace(cell, implicated=not cell.implicated) for cell in state.cells)
    readings = replace(state.readings, strength=1 - state.readings.strength, tipping=0.123, hazard=0.321)
    board = replace(state.board, cohesion=1.2 - state.board.cohesion)
    offers = tuple(offer for offer in state.offers if offer.public)
    ledger = tuple(commitment for commitment in state.ledger if commitment.public)
    return replace(
        state,
        seed=state.seed + 1,
        seats=seats,
        cells=cells,
        readings=readings,
        board=board,
        offers=offers,
        ledger=ledger,
    )


def _other(private):
    changed = {
        name: (not value) if isinstance(value, bool) else value + 0.25
        for name in private.__struct_fields__
        if isinstance(value := getattr(private, name), bool | float)
    }
    return replace(private, **changed)


def test_the_board_is_the_same_whatever_is_hidden():
    compared = 0
    for state, _line, _events in played(SCENARIO, 5, Seating(officers=3)):
        twin = otherwise(state)
        assert twin.seats != state.seats
        assert board_of(twin) == board_of(state)
        compared += 1
    assert compared > 20


@pytest.mark.django_db(transaction=True)
def test_two_rounds_that_differ_in_secrets_alone_have_equal_rows():
    one, other = (open_table(scenario=SCENARIO, seed=seed) for seed in twins(CARMEN))
    assert one.state().seats != other.state().seats
    one.move(BOB, Say(text="Between us.", to=(CARMEN,)))
    other.move(BOB, Say(text="Not a word to Diego.", to=(ELENA,)))
    one.move(BOB, Orders(main=Order("raise_buildup")))
    assert rows_of(one) == rows_of(other) != []
    # And at the end, scored as it stands.
    for table in (one, other):
        actions.end_as_it_stands(table.id, None)
    assert rows_of(one) == rows_of(other)
    assert [turn for turn, _tracks in rows_of(one)] == [0, 1]
