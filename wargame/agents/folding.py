"""How a client keeps its view: a frame laid over the view before it gives the view that the server would send now.

Plain dictionaries in and out, as they come over the socket, so that a client in any language can do the same.
docs/protocol.md says it in words.
"""

from typing import Any

View = dict[str, Any]
Line = dict[str, Any]


def fold(view: View, frame: dict[str, Any]) -> View:
    """The view after an `event` or `turn` frame. The old view is unchanged. Other frames change nothing."""
    if frame["t"] == "turn":
        return dict(frame["view"])
    if frame["t"] != "event":
        return view
    event, view = frame["event"], dict(view)
    own = view.get("me") is not None and view["me"]["seat"] == event.get("seat")
    if event["kind"] == "orders_sealed" and own:
        view["me"] = {**view["me"], "orders": event["orders"]}
    if event["kind"] == "ready_changed":
        view["seats"] = [_ready(line, event) for line in view["seats"]]
        if own:
            view["me"] = {**view["me"], "ready": event["ready"]}
    if "offer" in frame:
        view["offers"] = _with(view.get("offers", []), frame["offer"], lambda line: line["offer"]["id"])
    for commitment in frame.get("commitments", ()):
        view["ledger"] = _with(view.get("ledger", []), commitment, lambda line: line["id"])
    return view


def _ready(line: Line, event: dict[str, Any]) -> Line:
    return {**line, "ready": event["ready"]} if line["seat"] == event["seat"] else line


def _with(lines: list[Line], new: Line, key: Any) -> list[Line]:
    """The entries with the new one in the place of that with the same key, or at the end."""
    if all(key(line) != key(new) for line in lines):
        return [*lines, new]
    return [new if key(line) == key(new) else line for line in lines]
