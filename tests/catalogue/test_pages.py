"""What only the catalogue and a scenario know reaches every page of a round: nobody else had to be told of it."""

import json
import re
from collections.abc import Callable
from html import unescape
from itertools import count
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from game_engine import (
    EventKind,
    Order,
    OrderKind,
    Orders,
    RoundState,
    Scenario,
    Seating,
    TrackKind,
    draw,
    new_round,
    parse_scenario,
)
from game_engine.bots.consequences import after_order
from game_engine.bots.register import Player
from game_engine.catalogue import Bar, Effect
from game_engine.views import view_for
from tests.people import seated
from tests.play.tables import BOB, Table, open_table
from wargame.console.whole import whole
from wargame.debrief.chronicle import Wanted, entries
from wargame.exercises.models import Round
from wargame.record import queries

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = {"region": "person"}
Register = Callable[[Any], Any]

AID = """
[[orders]]
kind = "invented_order"
role = "region"
name = { en = "send aid", es = "enviar ayuda" }
hint = { en = "Food and medicine.", es = "Alimentos y medicinas." }
deed = { en = "sent aid", es = "envió ayuda" }
"""


def table_with(owner: Any, text: str, **names: str) -> Table:
    """A round of the full scenario with more in its file, and names for more tracks; every seat a person's."""
    tracks = [f'{name} = {{ en = "{title}", es = "{title} (es)" }}' for name, title in names.items()]
    return open_table(owner, scenario=scenario_with("\n".join(["[tracks]", *tracks, text])), holders=PEOPLE)


def scenario_with(text: str) -> Scenario:
    return parse_scenario('extends = "venezuela-2025"\n' + text)


def carried(client: Client, table: Table, seat: str, name: str) -> dict[str, Any]:
    page = client.get(f"/table/{table.seats[seat].pk}/").content.decode()
    found = re.search(rf'<script id="table-{name}" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found, page[:500]
    return json.loads(found[1])


def log(client: Client, table: Table, **query: str) -> str:
    return client.get(f"/rounds/{table.id}/log/", query).content.decode()


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (TrackKind("host_quality", "patrons"), lambda view: view.tracks[-1].shown),
        (
            TrackKind("invented_track", "patrons", derived="protection"),
            lambda view: view.estimates.protection * 10,
        ),
    ],
    ids=["held by the board", "worked out"],
)
def test_a_new_track_is_on_board_history_plots_log_and_console(
    register: Register, alice: Any, alice_client: Client, record: TrackKind, shown: Callable[[Any], float]
) -> None:
    register(record)
    table = table_with(alice, "", **{record.name: "A way back"})
    first = shown(view_for(table.state(), BOB))
    client = seated(table.round, BOB)
    table.turn()
    page, snapshot = carried(client, table, BOB, "catalogue"), carried(client, table, BOB, "snapshot")
    assert page["tracks"][record.name] == "A way back"
    known = page["records"]["tracks"][record.name]
    assert (known["owner"], known["ends"], known["derived"]) == ("patrons", [0.0, 10.0], record.derived)
    assert snapshot["history"][0]["shown"][record.name] == pytest.approx(first)
    if record.derived is None:
        assert snapshot["view"]["tracks"][-1]["name_text"] == "A way back"
    text = log(alice_client, table)
    assert re.search(
        r'<li class="small-plot" data-role="patrons">\s*<p class="small-plot-name">A way back<', text
    )
    assert '<th scope="row">A way back</th>' in text
    context = whole(Round.objects.get(pk=table.id))
    names = [track["name"] for track in context["tracks"]] + [
        name for name, _ in context["hidden"]["derived"]
    ]
    assert "A way back" in names


def test_a_new_order_is_in_menu_report_log_and_download_and_moves_its_track(
    register: Register, alice: Any, alice_client: Client
) -> None:
    register(
        OrderKind(
            "region", "invented_order", "minor", effect=Effect("humanitarian", "world.prisoners_relief", -1)
        )
    )
    table = table_with(alice, AID)
    client = seated(table.round, "region")
    menu = carried(client, table, "region", "snapshot")["view"]["menu"]
    assert "invented_order" in [one["kind"] for one in menu["minor"]]
    assert (
        carried(client, table, "region", "catalogue")["orders"]["invented_order"]["hint"]
        == "Food and medicine."
    )
    table.move("region", Orders(minor=Order("invented_order")))
    table.turn()
    snapshot = carried(client, table, "region", "snapshot")
    report = [event["text"] for event in snapshot["report"]["report"]]
    assert any(text.endswith("sent aid.") for text in report), report
    why = {track["name"]: track["why"] for track in snapshot["view"]["tracks"]}
    assert "send aid (−" in why["humanitarian"].casefold()
    text = log(alice_client, table)
    assert "Send aid." in text
    assert "sent aid." in text
    download = b"".join(alice_client.get(f"/rounds/{table.id}/log.json").streaming_content).decode()
    assert '"invented_order"' in download


minutes = count(1)


def fresh() -> RoundState:
    """A round of a scenario of its own: what bots remember of one was reckoned with the catalogue of that moment."""
    return new_round(scenario_with(f"minutes = {next(minutes)}\n" + AID), 1, Seating(standing=())).state


def given(record: OrderKind, register: Register) -> float:
    """How often a bot gives the order, over forty first turns."""
    register(record)
    state = fresh()
    found = 0
    for salt in range(40):
        player = Player(state.scenario, "logit", lambda label, salt=salt: draw(salt, 0, label))
        orders = next(move for move in player.moves(view_for(state, "region")) if isinstance(move, Orders))
        found += orders.minor is not None and orders.minor.kind == "invented_order"
    return found / 40


def test_bots_weigh_a_new_order_as_the_catalogue_says(register: Register) -> None:
    kind = OrderKind("region", "invented_order", "minor")
    by_board = kind._replace(effect=Effect("monitors", "world.monitors_level"))
    assert given(by_board._replace(bots="still"), register) > 0.05
    assert given(by_board._replace(bots="owed"), register) == 0.0
    assert given(by_board._replace(bots="still", grudged=1.0), register) == 0.0
    state = fresh()
    for record, monitors in ((by_board, 0.6), (by_board._replace(bots="still"), 0.0)):
        register(record)
        after = after_order(state.scenario, replace(state.board, monitors=0.0), Order("invented_order"))
        assert after.monitors == monitors


def test_a_new_order_is_barred_and_priced_by_its_record(register: Register) -> None:
    def choice(**more: Any) -> Any:
        register(OrderKind("region", "invented_order", "minor", **more))
        state = fresh()
        return next(one for one in view_for(state, "region").menu.minor if one.kind == "invented_order")

    assert choice(bar=Bar("none", "buildup", at_least=0.0)).unavailable == "none"
    assert choice(bar=Bar("none", "buildup", under=0.0)).unavailable is None
    assert choice(cost="mediation").cost > 0.0
    assert choice(cost="mediation", pays_back=True).cost < 0.0


def test_a_line_of_a_scenario_can_give_an_order_another_slot(register: Register) -> None:
    register(OrderKind("region", "invented_order", "minor"))
    assert scenario_with(AID).order_rule("region", "invented_order").slot == "minor"
    line = AID + 'slot = "main"\n'
    assert scenario_with(line).order_rule("region", "invented_order").slot == "main"


def test_a_new_event_is_filed_and_shown_where_the_catalogue_says(
    register: Register, alice: Any, alice_client: Client
) -> None:
    table = open_table(alice)
    table.turn()
    seat = table.seats[BOB]
    told = queries.after(seat, 0)
    assert "turn" in {frame.kind for frame in told}
    assert queries.talk_before(seat, 99)[0] == []
    before = entries(table.id, Wanted(kind="deals")).count()
    # What seats were told as turns, and what was filed as the closing of one, taken for new kinds of event.
    register(EventKind("turn", "talk", talk=True))
    register(EventKind("close", "deals"))
    assert [one.kind for one in queries.talk_before(seat, 99)[0]] == ["turn", "turn"]
    assert entries(table.id, Wanted(kind="deals")).count() == before + 1
    client = seated(table.round, BOB)
    assert carried(client, table, BOB, "catalogue")["records"]["events"]["turn"]["talk"] is True


def test_a_track_has_the_same_owner_at_the_table_and_in_the_log(alice: Any, alice_client: Client) -> None:
    table = table_with(alice, "")
    page = carried(seated(table.round, BOB), table, BOB, "catalogue")
    table.turn()
    parts = log(alice_client, table).split('<li class="small-plot"')[1:]
    found = [re.search(r' data-role="(\w+)">.*?small-plot-name">([^<]+)<', part, re.DOTALL) for part in parts]
    in_the_log = {match[2]: match[1] for match in found if match}
    at_the_table = {
        page["tracks"][name]: known["owner"] or "world" for name, known in page["records"]["tracks"].items()
    }
    assert {unescape(title): role for title, role in in_the_log.items()} == at_the_table
