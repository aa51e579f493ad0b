"""The table's page takes what there is in a round from the server's catalogue: in a real browser, without a server."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from game_engine import EventKind, TrackKind
from tests.agents.seat_frames import SeatFrames
from tests.browser.test_table_reducer import HOST, SCRIPTS, page
from tests.catalogue.conftest import register
from wargame.speech.catalogue import page_records

__all__ = ["page", "register"]

pytestmark = pytest.mark.browser

DRAW = """async ([scripts, records, frame, more]) => {
    globalThis.gettext = (text) => text;
    globalThis.ngettext = (one, many, n) => (n === 1 ? one : many);
    globalThis.pgettext = (context, text) => text;
    globalThis.interpolate = (text, values) => text.replace(/%\\((\\w+)\\)s/g, (_, name) => values[name]);
    const load = (name) => import(scripts + name);
    (await load("model/records.js")).learn(records);
    const { apply, emptyModel } = await load("model/store.js");
    const { boardView } = await load("board/board.js");
    const { reportLines } = await load("board/report.js");
    const { aloud } = await load("page/notices.js");
    const { render } = await load("page/lit.js");
    const before = apply(emptyModel(), frame);
    const model = more.reduce(apply, before);
    const names = { track: (name) => name, seat: (id) => id, role: (id) => id, seats: String, host: String };
    const catalogue = { postures: {}, endings: {} };
    const ctx = { model, view: model.view, names, catalogue, me: "us", urls: {}, ui: {}, set() {} };
    render(boardView(ctx), document.body);
    const text = (line, part) => line.querySelector(part)?.textContent.trim();
    return {
        tracks: [...document.querySelectorAll(".track")].map((line) => ({
            name: line.dataset.track,
            role: line.dataset.role ?? null,
            value: text(line, ".track-value"),
            marks: [...line.querySelectorAll(".track-half")].map((mark) => mark.getAttribute("d")),
        })),
        talk: model.talk.map((one) => one.event.kind),
        aloud: aloud(ctx, before),
        parts: reportLines({ report: more.map((one) => one.event) }).map((one) => [one.part, one.text]),
    };
}"""


def drawn(page: Page, *more: dict[str, Any]) -> dict[str, Any]:
    frame = SeatFrames("us", 1, "venezuela-2025").snapshot()
    seq = frame["seq"]
    frames = [
        {"t": "event", "seq": seq + n, "turn": 1, "at": None, "event": one} for n, one in enumerate(more, 1)
    ]
    records = json.loads(json.dumps(page_records()))
    return page.evaluate(DRAW, [HOST + SCRIPTS, records, frame, frames])


def test_tracks_stand_in_the_order_of_the_board_each_drawn_its_own_way(page: Page) -> None:
    tracks = {one["name"]: one for one in drawn(page)["tracks"]}
    assert list(tracks) == list(page_records()["tracks"])
    assert {name: one["role"] for name, one in tracks.items()} == {
        name: one["owner"] for name, one in page_records()["tracks"].items()
    }
    assert tracks["buildup"]["value"] == "3 of 4"
    assert tracks["buildup"]["marks"] == ["M25 0v10", "M50 0v10", "M75 0v10"]
    assert tracks["region"]["marks"] == ["M50 0v10"]
    assert tracks["legal"]["marks"] == []


def test_a_new_track_and_a_new_event_are_drawn_without_a_word_to_the_page(
    page: Page, register: Callable[[Any], Any]
) -> None:
    register(TrackKind("invented_track", "patrons", derived="protection"))
    register(EventKind("invented_event", "deals", "words", talk=True, aloud=True))
    register(EventKind("ship_sank", "world"))
    found = drawn(
        page,
        {"kind": "invented_event", "seat": "region", "text": "A ship sailed."},
        {"kind": "ship_sank", "seat": "region", "text": "A ship sank."},
    )
    last = found["tracks"][-1]
    assert (last["name"], last["role"]) == ("invented_track", "patrons")
    assert float(last["value"]) > 0.0
    assert found["talk"] == ["invented_event"]
    assert found["aloud"] == [" A ship sailed."]
    assert found["parts"] == [["words", "A ship sailed."]]
