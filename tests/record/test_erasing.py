"""What was written is erased: no reader finds it any more, and the chain verifies."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from game_engine import Say
from tests.people import an_exercise, first_round, seat_of
from tests.play.tables import BOB, CARMEN, DIEGO, Table, hello, open_table
from tests.record.test_format_2 import entry, open_first_format
from wargame.console import whole
from wargame.play import actions, broadcast
from wargame.play.actions.common import work_for_leader
from wargame.play.actions.moving import Command
from wargame.record import authors, checking, erasing, queries, store
from wargame.record.models import LogEntry, Record, SeatEvent, WrittenText
from wargame.sockets.wording import wording

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "The canary sings in the mine."
SECRET = "Nobody else hears the canary."
MESSAGE = "The facilitator heard the canary too."
ERASED = "What was written here has been erased."


def erase(table: Table, *numbers: int, by=None) -> None:
    with store.lock(table.id, announce=broadcast.ring) as in_hand:
        work_for_leader(in_hand, by)
        erasing.erase(in_hand, numbers)


@pytest.fixture
def spoken(alice) -> Table:
    """Bob has said something to all and Carmen something else to Diego, among other talk."""
    table = open_table(alice)
    table.move(BOB, hello())
    table.move(BOB, hello(CANARY))
    table.move(CARMEN, Say(text=SECRET, to=(DIEGO,)))
    actions.send_message(table.id, alice, text=MESSAGE)
    table.turn()
    return table


def number_of(table: Table, text: str) -> int:
    return WrittenText.objects.get(round=table.round, text=text).number


def everything(table: Table, client) -> str:
    """All that anybody can read of the round."""
    known = store.facts(table.id).scenario
    told = [
        wording(known, language).snapshot(queries.table(seat), seat.seat)
        + "".join(wording(known, language).frame(frame) for frame in queries.after(seat, 0))
        for seat in table.seats.values()
        for language in ("en", "es")
    ]
    pages = [f"/rounds/{table.id}/log/", f"/rounds/{table.id}/log/?q=canary", f"/rounds/{table.id}/log.json"]
    read = [client.get(page).getvalue().decode() for page in pages]
    console = str(whole.whole(table.round)["talk"])
    rows = [body for model in (LogEntry, SeatEvent) for body in model.objects.values_list("body", flat=True)]
    return "\n".join((*told, *read, console, *rows))


def test_nothing_holds_it_and_the_chain_verifies(spoken, alice, alice_client):
    assert CANARY in everything(spoken, alice_client)
    erase(spoken, *(number_of(spoken, text) for text in (CANARY, SECRET, MESSAGE)), by=alice)
    left = everything(spoken, alice_client)
    # What was looked for is named on the page of what was found.
    assert "anary sings" not in left
    assert "hears the canary" not in left
    assert "heard the canary" not in left
    assert "Good morning." in left
    assert checking.fault_in(spoken.record) is None


def test_readers_are_told_that_it_was_erased(spoken, alice, alice_client):
    number = number_of(spoken, CANARY)
    erase(spoken, number, by=alice)
    told = queries.after(spoken.seats[CARMEN], 0)
    frame = next(frame for frame in told if '"text":""' in frame.body)
    speak = wording(store.facts(spoken.id).scenario, "en")
    event = json.loads(speak.frame(frame))["event"]
    assert (event["text"], event["erased"]) == (ERASED, True)
    assert ERASED in [saying.text for saying in whole.whole(spoken.round)["talk"]]
    page = alice_client.get(f"/rounds/{spoken.id}/log/").content.decode()
    assert f"The United States, to all. {ERASED}" in page
    assert f"What was written in entry {number} was erased." in page
    said = entry(spoken, "erased")
    assert (said.content, said.source) == ({"entries": [number]}, "facilitator")
    assert said.author


def test_no_byte_of_it_is_left_in_the_database_file(spoken):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps old rows until it is vacuumed")
    file = Path(connection.settings_dict["NAME"])
    if not file.is_file():
        pytest.skip("the database is in memory")
    erase(spoken, number_of(spoken, CANARY))
    found = [path.name for path in file.parent.glob(f"{file.name}*") if CANARY.encode() in path.read_bytes()]
    assert found == []


def test_what_has_no_text_is_not_erased(spoken):
    number = number_of(spoken, CANARY)
    erase(spoken, number)
    before = spoken.record.number
    for numbers in ([number], [1], [], [number_of(spoken, SECRET), 1]):
        with pytest.raises(erasing.NothingToErase, match="no_text"):
            erase(spoken, *numbers)
    assert spoken.record.number == before
    assert WrittenText.objects.filter(text=SECRET).exists()


def test_a_record_of_the_first_format_keeps_its_texts():
    table = open_table()
    open_first_format(table)
    table.move(BOB, hello(CANARY))
    with pytest.raises(erasing.NothingToErase, match="old_record"):
        erase(table, table.record.number)


def test_the_same_command_is_known_after_its_text_was_erased(spoken):
    command = uuid4()
    seq = spoken.move(BOB, hello("Once more."), id=command)
    erase(spoken, number_of(spoken, "Once more."))
    assert spoken.move(BOB, hello("Once more."), id=command) == seq


def test_the_round_goes_on_and_an_over_one_can_be_erased_from(spoken, alice):
    actions.end_round(spoken.id, alice)
    erase(spoken, number_of(spoken, CANARY))
    assert spoken.record.status == Record.Status.OVER
    assert checking.fault_in(spoken.record) is None


def test_an_author_is_forgotten_and_the_chain_verifies(spoken):
    digest = entry(spoken, "say").author
    with store.lock(spoken.id, announce=broadcast.ring) as in_hand:
        who = authors.by_digest(in_hand.authors)[digest]
        assert erasing.forget(in_hand, who)
        assert not erasing.forget(in_hand, who)
    assert who not in spoken.record.authors
    assert checking.fault_in(spoken.record) is None


def test_texts_go_with_their_exercise(alice):
    exercise = an_exercise(alice)
    round_ = first_round(exercise)
    actions.start_round(round_.pk, alice)
    actions.submit_move(seat_of(round_, BOB), Command(uuid4(), 1, hello(CANARY)))
    exercise.delete()
    assert not WrittenText.objects.exists()
