"""The frames are what their types say, to the last field: the browser's types are made from these."""

from dataclasses import replace

import msgspec
import pytest

from game_engine import EVERYONE, Say, submit
from tests.agents.seat_frames import AT, SeatFrames
from wargame.record import envelopes
from wargame.record.announcing import EventBody, encode
from wargame.record.in_hand import Frame
from wargame.sockets import spoken
from wargame.table.browser_types import files

read = msgspec.json.Decoder(spoken.ServerFrame).decode


@pytest.mark.parametrize("seat", ["us", "opposition", "leadership", "officer-1"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_frame_and_snapshot_of_a_round_reads_strictly(seat: str, seed: int) -> None:
    seat_frames = SeatFrames(seat, seed)
    while seat_frames.state.phase != "over":
        seat_frames.play(20)
        assert isinstance(read(seat_frames.snapshot_text()), spoken.Snapshot)
        seat_frames.close()
    for kept in seat_frames.stored:
        frame = read(seat_frames.words.frame(kept))
        assert isinstance(frame, spoken.TurnFrame if kept.kind == "turn" else spoken.EventFrame)


def test_a_message_that_has_been_erased_reads_strictly_too() -> None:
    seat_frames = SeatFrames("us", 1)
    seat_frames.tell(submit(seat_frames.state, "us", Say(text="secret", public=True)).events)
    kept = seat_frames.stored[-1]
    frame = read(seat_frames.words.frame(replace(kept, body=kept.body.replace("secret", ""))))
    assert frame.event.erased
    assert "erased" in frame.event.text


@pytest.mark.parametrize("kind", envelopes.TALK)
@pytest.mark.parametrize("audience", [EVERYONE, ("us", "opposition")])
@pytest.mark.parametrize("text", ["Five minutes more.", ""])
def test_what_is_not_the_engines_reads_strictly_too(kind: str, audience: tuple[str, ...], text: str) -> None:
    seat = SeatFrames("us", 1)
    envelope = envelopes.Envelope(kind, audience, body={"whom": "everybody"})
    body = encode(EventBody(event=msgspec.Raw(encode(envelope.seen({"text": text})))))
    frame = read(seat.words.frame(Frame(1, 1, AT, kind, body.decode())))
    assert frame.event.public == (audience == EVERYONE)
    assert frame.event.erased == (text == "")


def test_the_browsers_types_and_defaults_are_those_of_the_structs() -> None:
    for path, text in files().items():
        assert path.read_text("utf-8") == text, f"{path.name} is old: run manage.py browser_types"
