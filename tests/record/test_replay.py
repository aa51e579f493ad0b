"""A round's log is whole and comes to the state that is stored, or the command says what is not so."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from game_engine import fingerprint
from tests.play.tables import BOB, DIEGO, hello, open_table
from tests.record.test_format_2 import open_first_format
from wargame.play import actions, broadcast
from wargame.record import erasing, replay, store
from wargame.record.models import LogEntry, Record, WrittenText

pytestmark = pytest.mark.django_db(transaction=True)

WHOLE = "The log is whole"
AGREES = "It comes to the state that is stored, to the last bit."


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def said(round_id: str) -> str:
    out = StringIO()
    call_command("replay", round_id, stdout=out)
    return out.getvalue()


def refused(round_id: str, code: int) -> str:
    with pytest.raises(CommandError) as refusal:
        said(round_id)
    assert refusal.value.returncode == code
    return str(refusal.value)


@pytest.fixture
def played(alice):
    table = open_table(alice)
    table.move(BOB, hello())
    actions.substitute(table.seats[DIEGO].pk, alice)
    actions.play_bots(table.id, 1)
    table.turn()
    return table


def test_a_round_that_runs_and_one_that_is_over(played, alice):
    assert WHOLE in said(played.id)
    assert AGREES in said(played.id)
    actions.end_as_it_stands(played.id, alice)
    assert AGREES in said(played.id)


def test_what_was_erased_is_no_fault(played):
    with store.lock(played.id, announce=broadcast.ring) as in_hand:
        erasing.erase(in_hand, [WrittenText.objects.get(round=played.round).number])
    assert AGREES in said(played.id)
    assert fingerprint(replay.replayed(played.id)) == fingerprint(played.state())


def test_a_changed_entry_is_named(played):
    number = LogEntry.objects.get(round=played.round, kind="close").number
    sql("UPDATE play_logentry SET body = replace(body, 'ready', 'deadline') WHERE kind = 'close'")
    assert f"Entry {number} is not as it was written" in refused(played.id, 1)


def test_a_state_that_is_another_s_is_told(played, alice):
    other = open_table(alice, seed=8)
    other.turn()
    assert played.record.turn == other.record.turn
    Record.objects.filter(pk=played.id).update(state=other.record.state)
    assert "does not come to the state that is stored" in refused(played.id, 1)


@pytest.mark.parametrize("moved", ["replay", "started", "close"])
def test_under_other_rules_states_are_not_compared(played, monkeypatch, moved):
    if moved == "replay":
        monkeypatch.setattr("wargame.record.replay.RULES", 2)
    else:
        monkeypatch.setattr("wargame.record.announcing.RULES", 2)
        if moved == "started":
            played = open_table()
            monkeypatch.undo()
        else:
            played.turn()
            monkeypatch.undo()
    # A state that nothing comes to: it is not looked at.
    Record.objects.filter(pk=played.id).update(state=b"no state at all")
    told = said(played.id)
    assert WHOLE in told
    assert "It was played in part under rules" in told
    assert AGREES not in told


def test_a_round_from_before_rules_had_numbers(played):
    open_first_format(played)
    assert AGREES in said(played.id)
    other = open_table(seed=9)
    other.turn()
    Record.objects.filter(pk=played.id).update(state=other.record.state)
    assert "before rules had numbers" in said(played.id)


def test_what_cannot_be_looked_through(played):
    assert "There is no round nothing." in refused("nothing", 2)
    waiting = open_table(start=False)
    assert "has not begun" in refused(waiting.id, 2)
    Record.objects.filter(pk=played.id).update(state=b"no state at all")
    assert "cannot be read" in refused(played.id, 2)
