"""The page's reducer, in a real browser and without a server: frame by frame it comes to what a snapshot says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from game_engine import Say, submit
from tests.agents.seat_frames import SeatFrames
from tests.agents.test_folding import WANTED, one_of_each
from tests.processes import ROOT
from wargame.speech.catalogue import page_records

pytestmark = pytest.mark.browser

HOST = "http://table.test"
SCRIPTS = "/static/offramp/js/table/"

APPLY = """async ([scripts, records, frames]) => {
    const { learn } = await import(scripts + "model/records.js");
    learn(records);
    const { apply, emptyModel } = await import(scripts + "model/store.js");
    return frames.reduce(apply, emptyModel());
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page that can import our modules."""
    page = browser.new_page()

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.endswith(".js"):
            body = (ROOT / "wargame" / path.lstrip("/")).read_text("utf-8")
            route.fulfill(body=body, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")

    page.route(f"{HOST}/**", serve)
    page.goto(f"{HOST}/")
    yield page
    page.close()


@pytest.fixture(scope="module")
def model_after(page: Page) -> Callable[[list[dict[str, Any]]], dict[str, Any]]:
    return lambda frames: page.evaluate(APPLY, [HOST + SCRIPTS, page_records(), frames])


@pytest.mark.parametrize("seat", ["us", "opposition", "leadership", "officer-1"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_frames_come_to_the_same_as_a_snapshot(model_after: Callable, seat: str, seed: int) -> None:
    told = SeatFrames(seat, seed)
    first = told.snapshot()
    for _ in range(3):
        told.play(30)
        assert_same(model_after([first, *told.frames()]), model_after([told.snapshot()]))
        if told.state.phase == "over":
            break
        told.close()
        assert_same(model_after([first, *told.frames()]), model_after([told.snapshot()]))


@pytest.mark.parametrize("seat", ["us", "opposition", "leadership", "officer-1"])
def test_each_event_over_an_old_view_comes_to_the_new_one(model_after: Callable, seat: str) -> None:
    found = one_of_each(seat)
    assert found.keys() >= WANTED
    for _kind, before, frames, after in found.values():
        assert_same(model_after([before, *frames]), model_after([after]))


def assert_same(told: dict[str, Any], fresh: dict[str, Any]) -> None:
    for part in ("seq", "gap", "report", "pending"):
        assert told[part] == fresh[part], part
    # A snapshot holds the newest of what the frames have told.
    assert_newest(told["talk"], fresh["talk"], cut=fresh["older"]["talk"] is not None)
    assert told["view"].keys() - {"older"} == fresh["view"].keys() - {"older"}
    for part, value in fresh["view"].items():
        if part in ("offers", "ledger") and fresh["older"][part] is not None:
            kept = [one for one in told["view"][part] if one in value]
            assert kept == value, part
        elif part != "older":
            assert told["view"][part] == value, part


def assert_newest(told: list[Any], fresh: list[Any], *, cut: bool) -> None:
    assert fresh or not told
    assert told[-len(fresh) :] == fresh if cut else told == fresh


def test_a_frame_that_comes_twice_changes_nothing(model_after: Callable) -> None:
    told = SeatFrames("us", 4)
    first = told.snapshot()
    told.play(20)
    told.close()
    told.play(5)
    frames = told.frames()
    twice = [one for frame in frames for one in (frame, frame)]
    assert model_after([first, *twice, *frames]) == model_after([first, *frames])


def test_a_missing_frame_shows_as_a_gap_and_is_made_good(model_after: Callable) -> None:
    told = SeatFrames("us", 5)
    first = told.snapshot()
    told.play(20)
    frames = told.frames()
    assert len(frames) > 3
    broken = model_after([first, *frames[:1], *frames[2:]])
    assert broken["gap"]
    assert broken["seq"] == 1
    mended = model_after([first, *frames[:1], *frames[2:], *frames[1:]])
    assert mended == model_after([first, *frames])
    assert not mended["gap"]


def test_a_command_stays_until_its_event_is_here(model_after: Callable) -> None:
    told = SeatFrames("us", 6)
    first = told.snapshot()
    step = submit(told.state, "us", Say(text="hello", public=True))
    told.state = step.state
    told.tell(step.events)
    send = {"t": "send", "id": "a", "turn": 1, "move": {"kind": "say", "text": "hello", "public": True}}
    ack = {"t": "ack", "id": "a", "seq": 1}
    assert [one["id"] for one in model_after([first, send])["pending"]] == ["a"]
    assert [one["seq"] for one in model_after([first, send, ack])["pending"]] == [1]
    for order in ([ack, *told.frames()], [*told.frames(), ack]):
        model = model_after([first, send, *order])
        assert model["pending"] == []
        assert len(model["talk"]) == 1


def test_a_line_that_is_tried_in_vain_has_been_lost_since_the_first_time(model_after: Callable) -> None:
    first = SeatFrames("us", 9).snapshot()
    lost = [{"t": "net", "state": "lost", "since": at} for at in (1000, 2000, 3000)]
    assert model_after([first, *lost])["net"] == {"state": "lost", "since": 1000}
    back = {"t": "welcome", "received": 4000, "now": "2026-01-01T00:00:00.000Z"}
    again = {"t": "net", "state": "lost", "since": 5000}
    assert model_after([first, *lost, back, again])["net"] == {"state": "lost", "since": 5000}


def test_orders_that_were_never_sent_give_way_to_later_ones(model_after: Callable) -> None:
    first = SeatFrames("us", 7).snapshot()

    def orders(name: str, kind: str) -> dict[str, Any]:
        return {"t": "send", "id": name, "turn": 1, "move": {"kind": "orders", "main": {"kind": kind}}}

    unsent = model_after([first, orders("a", "hold"), orders("b", "strike")])
    assert [one["id"] for one in unsent["pending"]] == ["b"]
    sent = model_after([first, orders("a", "hold"), {"t": "sent", "id": "a"}, orders("b", "strike")])
    assert [one["id"] for one in sent["pending"]] == ["a", "b"]


def test_a_refusal_stands_in_its_place_until_the_next_try(model_after: Callable) -> None:
    first = SeatFrames("us", 8).snapshot()
    send = {"t": "send", "id": "a", "turn": 1, "move": {"kind": "say", "text": "x", "public": True}}
    nack = {"t": "nack", "id": "a", "code": "too_long", "message": "Too long.", "detail": "text", "turn": 1}
    refused = model_after([first, send, nack])
    assert refused["pending"] == []
    assert [(one["place"], one["message"]) for one in refused["refused"]] == [("say", "Too long.")]
    again = model_after([first, send, nack, nack, {**send, "id": "b"}])
    assert again["refused"] == []


@pytest.mark.parametrize(
    ("before", "left", "words"),
    [
        (61.0, 60.0, "One minute left in this turn."),
        (60.0, 59.0, ""),
        (31.0, 29.5, "30 seconds left in this turn."),
        (10.4, 9.4, "10 seconds left in this turn."),
        (200.0, 20.0, ""),
        (None, 30.0, ""),
    ],
)
def test_the_last_minute_is_told_once_a_mark(
    page: Page, before: float | None, left: float, words: str
) -> None:
    told = page.evaluate(
        """async ([scripts, before, left]) => {
            globalThis.gettext = (text) => text;
            globalThis.pgettext = (_, text) => text;
            globalThis.ngettext = (one, many, n) => (n === 1 ? one : many);
            globalThis.interpolate = (text, values) => text.replace(/%\\((\\w+)\\)s/g, (_, name) => values[name]);
            return (await import(scripts + "page/clock.js")).lastMinute(before, left);
        }""",
        [HOST + SCRIPTS, before, left],
    )
    assert told == words


WAITS = """async ([scripts, attempts]) => {
    const { Returning } = await import(scripts + "connection/returning.js");
    const returning = new Returning();
    return attempts.map(([answered, chance]) => returning.wait(answered, chance));
}"""


def test_waiting_grows_only_while_nothing_answers(page: Page) -> None:
    silent = page.evaluate(WAITS, [HOST + SCRIPTS, [[False, 1]] * 7 + [[False, 0]]])
    assert silent == [250, 500, 1000, 2000, 4000, 8000, 8000, 0]
    # A random moment of each second.
    refused = page.evaluate(WAITS, [HOST + SCRIPTS, [[True, 0.75], [True, 0.25], [True, 0.5], [True, 0]]])
    assert refused == [750, 500, 1250, 500]
