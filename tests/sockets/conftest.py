"""Ways to put another channel layer, or another process, in the place of what is there; and no slow poll."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from channels.layers import channel_layers

if TYPE_CHECKING:
    from wargame.record.in_hand import Announcement


@pytest.fixture
def elsewhere(monkeypatch) -> None:
    """As if moves were made in another process: this one's hub hears of them by the layer alone."""
    from wargame.play import broadcast

    understood = broadcast.understood

    def listen(loop: object, listener: object) -> None:
        pass

    def as_anothers(message: dict[str, Any]) -> Announcement | None:
        return understood({**message, "from": "another process"})

    monkeypatch.setattr(broadcast, "_here", None)
    monkeypatch.setattr(broadcast, "listen", listen)
    monkeypatch.setattr(broadcast, "understood", as_anothers)


@pytest.fixture
def without_poll(monkeypatch) -> None:
    """The slow poll is far beyond a test's patience: what comes, comes by ring."""
    from wargame.sockets import hub

    monkeypatch.setattr(hub, "POLL_SECONDS", 600)


@pytest.fixture
def unannounced(monkeypatch) -> None:
    """Who comes and goes rings nobody, so that nothing is read for their sake."""
    from wargame.sockets import hub

    monkeypatch.setattr(hub.Hub, "announced_here", lambda self, news: None)


@pytest.fixture
def layer() -> Iterator[Callable[[Any], None]]:
    """Puts a layer in the place of Redis's."""
    before = channel_layers.backends.copy()

    def put(one: Any) -> None:
        channel_layers.backends["default"] = one

    yield put
    channel_layers.backends.clear()
    channel_layers.backends.update(before)
