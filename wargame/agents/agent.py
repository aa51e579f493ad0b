"""An agent that plays one seat over the socket, knowing nothing but docs/protocol.md.

It answers offers, makes one now and then, gives an order from its menu and says that it is ready. What it does
is drawn from its own seed, so a game can be played again.
"""

import asyncio
import contextlib
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from wargame.agents.folding import fold
from wargame.agents.returning import Returning

PING_SECONDS = 10.0
ANSWER_SECONDS = 60.0
TURN_SECONDS = 120.0
# After these codes it must not connect again.
FINAL = {4400, 4401, 4404, 4409, 4410}
# The server has too much to do: connecting again at once would not help.
TRY_LATER = 1013
# Undertakings that need particulars; the others are promised and asked by name and date alone.
PARTICULARS: dict[str, dict[str, Any]] = {
    "amnesty": {"breadth": 0.5, "crimes": False},
    "exile": {"guarantee": 0.8},
}


class Left(Exception):
    """The seat is no longer ours."""


@dataclass
class Timings:
    """Seconds from a move to its ack, and from one's own ready to the turn's report."""

    acks: list[float] = field(default_factory=list)
    reports: list[float] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Unanswered:
    """A move that was sent, and where its answer goes."""

    frame: dict[str, Any]
    answer: asyncio.Future[dict[str, Any]]


class Agent:
    """One seat, from hello to the end of the round, through lost connections."""

    def __init__(self, url: str, token: str, *, seed: int) -> None:
        self.timings = Timings()
        self.acked: list[str] = []
        self.view: dict[str, Any] | None = None
        self.over = asyncio.Event()
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._draw = random.Random(seed)  # noqa: S311  (a policy, not a secret)
        self._returning = Returning(self._draw)
        self._last = 0
        self._ready_at: float | None = None
        self._unanswered: dict[str, Unanswered] = {}
        self._turned = asyncio.Event()
        self._socket: ClientConnection | None = None

    async def play(self) -> str | None:
        """Play to the end. Returns how the round ended. Raises Left (in a group) when the seat is no longer ours."""
        async with asyncio.TaskGroup() as tasks:
            connecting = tasks.create_task(self._stay())
            await self._turns()
            connecting.cancel()
        return self.view.get("end") if self.view else None

    async def _turns(self) -> None:
        while not self.over.is_set():
            async with asyncio.timeout(TURN_SECONDS):
                await self._turned.wait()
            self._turned.clear()
            if self.over.is_set() or self.view is None:
                continue
            turn = self.view["turn"]
            for move in self._moves(self.view):
                if turn != self.view["turn"]:
                    break
                await self._move(turn, move)
            # The report may come before the ack does.
            self._ready_at = time.perf_counter()
            await self._move(turn, {"kind": "ready"})

    async def _move(self, turn: int, move: dict[str, Any]) -> int | None:
        """Submit a move. Returns its number, or None if it was refused. It is sent again after every reconnection."""
        name = str(uuid4())
        frame = {"t": "move", "id": name, "turn": turn, "move": move}
        unanswered = self._unanswered[name] = Unanswered(frame, asyncio.get_running_loop().create_future())
        began = time.perf_counter()
        await self._send(frame)
        async with asyncio.timeout(ANSWER_SECONDS):
            answer = await unanswered.answer
        if answer["t"] == "ack":
            self.timings.acks.append(time.perf_counter() - began)
            self.acked.append(name)
            return int(answer["seq"])
        code = answer["code"]
        self.timings.refused[code] = self.timings.refused.get(code, 0) + 1
        if code in ("slow_down", "server_error"):
            await asyncio.sleep(1)
            return await self._move(turn, move)
        return None

    # --- the wire

    async def _stay(self) -> None:
        """Stay connected. Come back at once if the server answers, and more slowly while nothing does."""
        while not self.over.is_set():
            answered = True
            try:
                async with connect(self._url, additional_headers=self._headers, compression=None) as socket:
                    await self._listen(socket)
            except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as failure:
                code = failure.rcvd.code if isinstance(failure, ConnectionClosed) and failure.rcvd else 1006
                if code in FINAL:
                    raise Left(f"closed with {code}") from failure
                answered = code != TRY_LATER and not isinstance(failure, TimeoutError)
            self._socket = None
            await asyncio.sleep(self._returning.wait(answered=answered))

    async def _listen(self, socket: ClientConnection) -> None:
        since = self._last or None
        await socket.send(json.dumps({"t": "hello", "since": since, "language": "en"}))
        pinging = asyncio.create_task(self._ping(socket))
        try:
            while True:
                frame = json.loads(await socket.recv())
                if frame["t"] == "welcome":
                    self._socket = socket
                    self._returning.reset()
                    for unanswered in list(self._unanswered.values()):
                        await socket.send(json.dumps(unanswered.frame))
                self._heard(frame)
        finally:
            pinging.cancel()

    async def _send(self, frame: dict[str, Any]) -> None:
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed):
                await self._socket.send(json.dumps(frame))

    async def _ping(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(PING_SECONDS)
                await socket.send('{"t":"ping"}')

    def _heard(self, frame: dict[str, Any]) -> None:
        kind = frame["t"]
        if kind in ("event", "turn"):
            if frame["seq"] <= self._last:
                return
            assert frame["seq"] == self._last + 1, f"number {frame['seq']} after {self._last}"
            self._last = frame["seq"]
        if kind in ("ack", "nack") and frame["id"] in self._unanswered:
            answer = self._unanswered.pop(frame["id"]).answer
            if not answer.done():
                answer.set_result(frame)
        elif kind == "snapshot":
            self._last = frame["seq"]
            self._see(frame["view"])
        elif kind == "turn":
            if self._ready_at is not None:
                self.timings.reports.append(time.perf_counter() - self._ready_at)
                self._ready_at = None
            self._see(frame["view"])
        elif kind == "event" and self.view is not None:
            self.view = fold(self.view, frame)
        elif kind == "clock" and frame["status"] == "over":  # by the facilitator, perhaps
            self._end()

    def _see(self, view: dict[str, Any] | None) -> None:
        self.view = view
        if view is None:
            return
        if view["phase"] == "over":
            self._end()
        self._turned.set()

    def _end(self) -> None:
        self.over.set()
        self._turned.set()

    # --- the policy

    def _moves(self, view: dict[str, Any]) -> list[dict[str, Any]]:
        moves = [self._answer(line) for line in view.get("offers", ()) if "accept" in line.get("can", ())]
        menu = view.get("menu") or {}
        if view["phase"] == "contest":
            moves += self._talk(view) if self._draw.random() < 0.3 else []
            moves += self._offer(view, menu) if self._draw.random() < 0.4 else []
            moves += self._threat(view, menu) if self._draw.random() < 0.1 else []
        return moves + self._orders(view, menu)

    def _answer(self, line: dict[str, Any]) -> dict[str, Any]:
        answer = "accept" if self._draw.random() < 0.5 else "reject"
        return {"kind": "answer", "offer": line["offer"]["id"], "answer": answer}

    def _talk(self, view: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"kind": "say", "text": f"Turn {view['turn']}: we are ready to talk.", "public": True}]

    def _offer(self, view: dict[str, Any], menu: dict[str, Any]) -> list[dict[str, Any]]:
        asks = {
            seat: [kind for kind in kinds if kind not in PARTICULARS]
            for seat, kinds in menu.get("asks", {}).items()
        }
        seats = [seat for seat, kinds in asks.items() if kinds]
        if not menu.get("gives") or not seats:
            return []
        last = min(view["turn"] + 2, menu["last_turn"])
        to = self._draw.choice(seats)
        gives = self._draw.choice(menu["gives"])
        term = {"kind": gives, "by": last, **PARTICULARS.get(gives, {})}
        if gives == "exile":
            term["host"] = self._draw.choice(menu["hosts"])
        ask = {"kind": self._draw.choice(asks[to]), "by": last}
        return [{"kind": "offer", "to": [to], "terms": [term], "asks": [ask], "expires": view["turn"]}]

    def _threat(self, view: dict[str, Any], menu: dict[str, Any]) -> list[dict[str, Any]]:
        demands = {seat: kinds for seat, kinds in menu.get("demands", {}).items() if kinds}
        if not menu.get("actions") or not demands:
            return []
        to = self._draw.choice(sorted(demands))
        threat = {"kind": "threat", "to": [to], "demand": self._draw.choice(demands[to]), "public": True}
        by = min(view["turn"] + 2, menu["last_turn"])
        return [{**threat, "by": by, "action": self._draw.choice(menu["actions"])}]

    def _orders(self, view: dict[str, Any], menu: dict[str, Any]) -> list[dict[str, Any]]:
        orders = {slot: self._order(view, menu, menu.get(slot, ())) for slot in ("main", "minor")}
        given = {slot: order for slot, order in orders.items() if order is not None}
        return [{"kind": "orders", **given}] if given else []

    def _order(self, view: dict[str, Any], menu: dict[str, Any], choices: Any) -> dict[str, Any] | None:
        open_ones = [choice for choice in choices if not choice.get("unavailable")]
        if not open_ones:
            return None
        chosen = self._draw.choice(open_ones)
        values = {
            "breadth": 0.5,
            "crimes": False,
            "guarantee": 0.8,
            "host": (menu.get("hosts") or [None])[0],
            "by": min(view["turn"] + 1, menu.get("last_turn", 0)),
            "defect": [],
        }
        return {"kind": chosen["kind"], **{name: values[name] for name in chosen.get("fields", ())}}
