"""From stored facts to frames in the reader's language. Each fact is put into words once for all its readers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import override
from msgspec import Raw

from game_engine import Commitment, OfferView, Scenario, View, load_event, to_plain, view_for
from wargame.record import envelopes
from wargame.record.announcing import EventBody, TurnBody
from wargame.record.in_hand import Frame
from wargame.record.queries import Presence, Table
from wargame.sockets import fitting, wire
from wargame.speech import Words

# The rest of a snapshot: its clock, its numbers and its names.
ENVELOPE = 500

_encode = msgspec.json.Encoder().encode
_plain = msgspec.json.Decoder().decode
_event_body = msgspec.json.Decoder(EventBody).decode
_turn_body = msgspec.json.Decoder(TurnBody).decode
_offer_view = msgspec.json.Decoder(OfferView).decode
_commitment = msgspec.json.Decoder(Commitment).decode
_view = msgspec.json.Decoder(View).decode


class Wording:
    """Frames in one language of one scenario."""

    def __init__(self, scenario: Scenario, language: str) -> None:
        self.words = Words(scenario, language)
        # By the bytes of the fact: what several seats hear is put into words once.
        self._event = lru_cache(maxsize=512)(self._worded_event)
        self._offer = lru_cache(maxsize=512)(self._worded_offer)
        self._turn = lru_cache(maxsize=32)(self._worded_turn)

    def frame(self, numbered: Frame) -> str:
        """A numbered frame as it goes out."""
        return wire.encode(self._numbered(numbered)).decode()

    def snapshot(self, table: Table, seat: str) -> str:
        """The whole picture of a seat."""
        view = Raw(b"null")
        if table.state is not None:
            view = Raw(_encode(self._worded_view(view_for(table.state, seat))))
        report = wire.encode(self._numbered(table.report)) if table.report is not None else None
        there = presence(table.pulse.seen_by(seat))
        room = fitting.LARGEST - len(bytes(view)) - len(report or b"") - len(wire.encode(there))
        talk = fitting.fit(self._talk(table.talk), room=room - ENVELOPE)
        snapshot = wire.Snapshot(
            seq=table.seq,
            view=view,
            talk=[Raw(frame) for frame in reversed(talk.lines)],
            older=talk.cursor or _older(table.talk, table.more_talk),
            report=Raw(report) if report is not None else None,
            clock=clock(table.pulse.status, table.pulse.deadline),
            presence=there,
        )
        return wire.encode(snapshot).decode()

    def earlier_talk(self, talk: Sequence[Frame], *, more: bool) -> str:
        """Talk that was left out, as much as one frame takes. talk: in order; more: whether there is some before it."""
        found = fitting.fit_page(self._talk(talk))
        before = found.cursor or _older(talk, more)
        return _earlier("talk", list(reversed(found.lines)), before)

    def earlier_entries(self, view: View, of: str, before: str | None) -> str:
        """Offers, or lines of the ledger, that were left out of a view."""
        items = self._offers(view.offers) if of == "offers" else self._ledger(view.ledger)
        found = fitting.fit_page(fitting.after(items, before))
        return _earlier(of, found.lines, found.cursor)

    def refusal(self, code: str, detail: str) -> str:
        """The sentence of a code of the rules."""
        return self.words.refusal(code, detail)

    def _numbered(self, numbered: Frame) -> wire.EventFrame | wire.TurnFrame:
        at = wire.iso_time(numbered.at)
        if numbered.kind == "turn":
            report, view = self._turn(numbered.body)
            return wire.TurnFrame(seq=numbered.number, turn=numbered.turn, at=at, report=report, view=view)
        body = _event_body(numbered.body)
        return wire.EventFrame(
            seq=numbered.number,
            turn=numbered.turn,
            at=at,
            event=self._event(bytes(body.event)),
            offer=self._offer(bytes(body.offer)) if bytes(body.offer) else None,
            commitments=[self._worded_commitment(commitment) for commitment in body.commitments] or None,
        )

    def _worded_event(self, encoded: bytes) -> Raw:
        plain = _plain(encoded)
        if plain["kind"] in envelopes.KINDS:
            with override(self.words.language):
                worded = envelopes.worded(plain)
        else:
            fact = {name: value for name, value in plain.items() if name != "bot"}
            event = load_event({**fact, "audience": ["everyone"]})
            # A message is its own text.
            worded = {"text": self.words.event(event, by_bot="bot" in plain), **plain}
        if plain.get("text") == "":
            worded |= {"text": self.words.erased(), "erased": True}
        return Raw(_encode(worded))

    def _worded_offer(self, line: bytes) -> Raw:
        return Raw(_encode(self._offer_plain(_offer_view(line))))

    def _worded_commitment(self, line: Raw) -> Raw:
        return Raw(_encode(self._commitment_plain(_commitment(line))))

    def _worded_turn(self, body: str) -> tuple[Raw, Raw]:
        turn = _turn_body(body)
        report = fitting.report([bytes(self._event(bytes(event))) for event in turn.report])
        return Raw(_encode([Raw(event) for event in report])), Raw(
            _encode(self._worded_view(_view(turn.view)))
        )

    def _worded_view(self, view: View) -> dict[str, Any]:
        plain = to_plain(view)
        offers = fitting.fit(self._offers(view.offers), room=fitting.OFFERS_ROOM)
        ledger = fitting.fit(self._ledger(view.ledger), room=fitting.LEDGER_ROOM)
        plain["offers"] = [
            Raw(offer) for offer in fitting.in_order(offers, [offer.offer.id for offer in view.offers])
        ]
        plain["ledger"] = [
            Raw(commitment)
            for commitment in fitting.in_order(ledger, [commitment.id for commitment in view.ledger])
        ]
        older = {"offers": offers.cursor, "ledger": ledger.cursor}
        if any(older.values()):
            plain["older"] = {of: cursor for of, cursor in older.items() if cursor is not None}
        plain["tracks"] = [
            {**to_plain(track), "name_text": self.words.track(track.name), "why": self.words.causes(track)}
            for track in view.tracks
        ]
        if view.end is not None:
            plain["end_text"] = self.words.end(view.end, stopped=view.stopped)
        return plain

    def _talk(self, talk: Sequence[Frame]) -> list[fitting.Item]:
        """What was said, the newest first."""
        return [(str(frame.number), partial(self._encoded, frame)) for frame in reversed(talk)]

    def _encoded(self, numbered: Frame) -> bytes:
        return wire.encode(self._numbered(numbered))

    def _offers(self, offers: Sequence[OfferView]) -> list[fitting.Item]:
        wanted = fitting.offers_first_wanted(offers)
        return [(offer.offer.id, lambda offer=offer: _encode(self._offer_plain(offer))) for offer in wanted]

    def _ledger(self, ledger: Sequence[Commitment]) -> list[fitting.Item]:
        wanted = fitting.ledger_first_wanted(ledger)
        return [
            (commitment.id, lambda commitment=commitment: _encode(self._commitment_plain(commitment)))
            for commitment in wanted
        ]

    def _offer_plain(self, line: OfferView) -> dict[str, Any]:
        title, text = self.words.offer(line.offer)
        return {**to_plain(line), "title": title, "text": text}

    def _commitment_plain(self, line: Commitment) -> dict[str, Any]:
        return {**to_plain(line), "text": self.words.commitment(line)}


def _older(talk: Sequence[Frame], more: bool) -> str | None:
    """Before which number there is more."""
    return str(talk[0].number) if talk and more else None


def _earlier(of: str, lines: list[bytes], before: str | None) -> str:
    return wire.encode(wire.Earlier(of=of, lines=[Raw(entry) for entry in lines], before=before)).decode()


def wording(scenario: Scenario, language: str) -> Wording:
    """The wording of that scenario in that language, made once a process."""
    key = (scenario.digest, language)
    known = _wordings.get(key)
    if known is None:
        known = _wordings[key] = Wording(scenario, language)
    return known


_wordings: dict[tuple[str, str], Wording] = {}


def presence(seats: Mapping[str, Presence]) -> wire.Presence:
    """Who is there, as frames carry it."""
    return wire.Presence({seat: _present(who) for seat, who in seats.items()})


def _present(who: Presence) -> wire.Present:
    since = wire.iso_time(who.since) if who.since is not None else None
    return wire.Present(present=who.present, since=since, kind=who.kind, ready=who.ready)


def clock(status: str, deadline: datetime | None) -> wire.Clock:
    """The clock as it stands."""
    return wire.Clock(
        deadline=wire.iso_time(deadline) if deadline is not None else None,
        paused=status == "paused",
        now=wire.iso_time(timezone.now()),
        status=status,
    )
