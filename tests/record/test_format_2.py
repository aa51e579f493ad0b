"""What the log of a round holds: where each entry comes from, whose it is, and what people wrote, beside it."""

import json
import re

import pytest
from django.db import connection

from game_engine import Ready
from tests.play.tables import BOB, CARMEN, DIEGO, hello, open_table
from wargame.console import verbs
from wargame.play import actions
from wargame.play.actions.making import Command, make
from wargame.record import authors, chain, checking, queries, store
from wargame.record.models import LogEntry, SeatEvent, WrittenText

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = "~"
SAID = "The canary sings."


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def entry(table, kind: str) -> LogEntry:
    return LogEntry.objects.filter(round=table.round, kind=kind).latest("number")


def test_started_names_the_format():
    assert open_table().log()[0].content["format"] == 2


def test_source_of_every_entry(alice):
    table = open_table(alice)
    table.move(BOB, hello())
    actions.pause(table.id, alice)
    actions.resume(table.id, alice)
    actions.substitute(table.seats[DIEGO].pk, alice)
    actions.play_bots(table.id, 1)
    table.move(CARMEN, Ready())
    table.turn()
    found = {(line.kind, line.source) for line in table.log()}
    assert {source for kind, source in found if kind in ("started", "paused", "resumed", "substituted")} == {
        "facilitator"
    }
    assert ("say", "person") in found
    assert {line.source for line in table.log() if line.seat == DIEGO and line.command} == {"bot"}
    assert {source for kind, source in found if kind in ("close", "board_moved", "turn_began")} == {"engine"}
    standing = [
        seat for seat, player in json.loads(table.record.players).items() if player["kind"] == "standing"
    ]
    ordered = LogEntry.objects.filter(round=table.round, kind="order_revealed", seat__in=standing)
    assert {line.source for line in ordered} == {"standing"}


def test_facilitator_closes_a_turn(alice):
    table = open_table(alice)
    actions.request_close(table.id, alice)
    assert actions.resolve_turn(table.id, 1, "facilitator")
    assert entry(table, "close").source == "facilitator"


def test_author_is_a_salted_digest_of_a_pseudonym(alice):
    table = open_table(alice)
    table.move(BOB, hello())
    table.move(CARMEN, hello())
    table.move(BOB, hello())
    by = [line.author for line in table.log() if line.kind == "say"]
    assert by[0] == by[2] != by[1]
    salts = json.loads(table.record.authors)
    known = authors.by_digest(salts)
    assert known[by[0]] == authors.of_seat(table.seats[BOB])
    assert known[table.log()[0].author] == authors.of_user(table.id, alice)
    assert not any(name in line.author + line.body for name in salts for line in table.log())
    assert {line.author for line in table.log() if line.source in ("engine", "bot", "standing")} == {""}


def test_one_browser_is_one_author_in_one_round_alone():
    table, other = open_table(), open_table()
    for seat in (table.seats[BOB], table.seats[CARMEN], other.seats[BOB]):
        seat.browser = "a-browser"
    assert authors.of_seat(table.seats[BOB]) == authors.of_seat(table.seats[CARMEN])
    assert authors.of_seat(table.seats[BOB]) != authors.of_seat(other.seats[BOB])


def test_what_was_said_stands_beside_log_and_frames():
    table = open_table()
    table.move(BOB, hello(SAID))
    assert WrittenText.objects.get(round=table.round).text == SAID
    for model in (LogEntry, SeatEvent):
        assert not model.objects.filter(round=table.round, body__contains="canary").exists()
    assert entry(table, "say").content["move"]["text"] == SAID
    frame = queries.after(table.seats[CARMEN], 0)[-1]
    assert json.loads(frame.body)["event"]["text"] == SAID
    assert queries.talk_before(table.seats[CARMEN], frame.number + 1)[0] == [frame]


def test_news_of_it_carries_the_text():
    table = open_table()
    told = []
    with store.lock(table.id, announce=told.append) as in_hand:
        make(in_hand, BOB, Command(None, 1, hello(SAID)))
    assert json.loads(told[0].frames[CARMEN][0].body)["event"]["text"] == SAID


def test_what_looks_like_a_token_is_what_was_said():
    table = open_table()
    table.move(BOB, hello(SAID))
    token = TOKEN + WrittenText.objects.get(round=table.round).digest
    for text in (token, f'"{token}"', "said"):
        table.move(CARMEN, hello(text))
        assert entry(table, "say").content["events"][0]["text"] == text
    assert checking.fault_in(table.record) is None


CHANGES = {
    "turn": "turn = 3",
    "seat": "seat = 'opposition'",
    "source": "source = 'bot'",
    "author": "author = ''",
    "branch": "branch = 1",
    "command": "command = NULL",
    "seq": "seq = 99",
    "body": "body = replace(body, 'public', 'private')",
    "kind": "kind = 'sai'",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_of_any_column_shows_at_its_entry(column):
    table = open_table()
    table.move(BOB, hello(SAID))
    table.turn()
    number = entry(table, "say").number
    sql(f"UPDATE play_logentry SET {CHANGES[column]} WHERE kind = 'say'")
    assert checking.fault_in(table.record) == checking.Fault(number, "entry")


def test_a_changed_text_shows():
    table = open_table()
    table.move(BOB, hello(SAID))
    number = entry(table, "say").number
    sql("UPDATE play_writtentext SET text = 'The canary sang.'")
    assert checking.fault_in(table.record) == checking.Fault(number, "text")


def test_a_text_that_is_gone_without_an_erasure_shows():
    table = open_table()
    table.move(BOB, hello(SAID))
    number = entry(table, "say").number
    sql("UPDATE play_writtentext SET text = '', salt = '', erased_at = %s", "2026-01-01 00:00:00+00:00")
    assert checking.fault_in(table.record) == checking.Fault(number, "text")
    sql("DELETE FROM play_writtentext")
    assert checking.fault_in(table.record) == checking.Fault(number, "text")


def test_entries_that_are_gone_show():
    table = open_table()
    table.move(BOB, hello(SAID))
    number = entry(table, "say").number
    sql("DELETE FROM play_writtentext")
    sql("DELETE FROM play_logentry WHERE kind = 'say'")
    assert checking.fault_in(table.record) == checking.Fault(number, "end")
    table = open_table()
    sql("DELETE FROM play_logentry WHERE number = 2 AND round_id = %s", table.id)
    assert checking.fault_in(table.record) == checking.Fault(2, "number")


def test_a_round_of_the_first_format_goes_on_in_it():
    table = open_table()
    first = open_first_format(table)
    table.move(BOB, hello(SAID))
    table.turn()
    assert checking.fault_in(table.record) is None
    assert not WrittenText.objects.filter(round=table.round).exists()
    said = entry(table, "say")
    assert said.content["move"]["text"] == SAID
    assert SAID in said.body
    assert said.author == ""
    assert said.source == "person"
    assert first < said.number
    sql("UPDATE play_logentry SET body = replace(body, 'canary', 'crow') WHERE kind = 'say'")
    assert checking.fault_in(table.record) == checking.Fault(said.number, "entry")


# What the log did not say then.
LATER = re.compile(r',"format":2|,"rules":\d+,"bots":\d+|,"versions":{[^}]*}')


def open_first_format(table) -> int:
    """Make the round one that was begun before formats were named; the number of its last entry."""
    before = ""
    for line in table.log():
        line.body = LATER.sub("", line.body)
        before = chain.chained(before, line, format=1)
        sql(
            "UPDATE play_logentry SET body = %s, digest = %s, author = '' WHERE id = %s",
            line.body,
            before,
            line.pk,
        )
    sql(
        "UPDATE play_record SET format = 1, authors = '{}', digest = %s WHERE round_id = %s", before, table.id
    )
    return table.record.number


def test_who_is_put_out_is_the_facilitator_s_doing(alice):
    table = open_table(alice)
    verbs.put_out(table.seats[BOB].pk, alice)
    assert entry(table, "put_out").source == "facilitator"
