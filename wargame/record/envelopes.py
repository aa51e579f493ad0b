"""Events that are not the engine's: what people do and say beside the game. Each kind is said here, and nowhere else.

An envelope is put into the log, and numbered as a frame for those who may know it, like any event. The engine never
sees one, so a replay passes it over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from game_engine import EVERYONE
from wargame.record.in_hand import FACILITATOR, PERSON

SOURCES = {FACILITATOR: gettext_lazy("Facilitator"), PERSON: gettext_lazy("Person")}
NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnvelopeKind:
    """source: whose doing it is. title: what the log heads it with. sentence: what happened, from body and words.

    talk: it stands in the stream of talk, comes with every snapshot, and is said aloud; any other is of the log alone.
    """

    source: str
    title: str | Promise
    sentence: Callable[[Mapping[str, Any]], str]
    talk: bool = False


@dataclass(frozen=True)
class Envelope:
    """audience: the seats that are told, or EVERYONE. seat: whom it is about, if a seat. body: facts, which its
    audience may know. words: what a person wrote, by name: the `text`, perhaps a `title`; it can be erased.
    author: the pseudonym of the person, where that is not who the command works for."""

    kind: str
    audience: tuple[str, ...]
    seat: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    author: str = ""

    @property
    def source(self) -> str:
        """Whose doing it is."""
        return KINDS[self.kind].source

    def seen(self, words: Mapping[str, str]) -> dict[str, Any]:
        """The envelope as its audience has it. words: what stands for what was written."""
        heard = {"public": True} if self.audience == EVERYONE else {"to": self.audience}
        about = {"seat": self.seat} if self.seat else {}
        return {"kind": self.kind, "source": self.source, **about, **heard, **self.body, **words}


def _text(body: Mapping[str, Any]) -> str:
    return str(body["text"])


def _went_away(body: Mapping[str, Any]) -> str:
    return gettext("The person went away; last heard of at %(time)s UTC.") % {"time": body["since"][11:19]}


def _came_back(body: Mapping[str, Any]) -> str:
    minutes, seconds = divmod(body["seconds"], 60)
    return gettext("The person came back, after %(minutes)d:%(seconds)02d.") % {
        "minutes": minutes,
        "seconds": seconds,
    }


KINDS = {
    "message": EnvelopeKind(FACILITATOR, gettext_lazy("Message"), _text, talk=True),
    "went_away": EnvelopeKind(PERSON, gettext_lazy("Away"), _went_away),
    "came_back": EnvelopeKind(PERSON, gettext_lazy("Back"), _came_back),
}
TALK = tuple(name for name, kind in KINDS.items() if kind.talk)
SILENT = tuple(name for name, kind in KINDS.items() if not kind.talk)
OF_FACILITATOR = tuple(name for name, kind in KINDS.items() if kind.source == FACILITATOR)


def worded(seen: Mapping[str, Any]) -> dict[str, Any]:
    """An envelope as a frame carries it: whose it is and what it says, in the language of the moment."""
    kind = KINDS[seen["kind"]]
    return {**seen, "who": str(SOURCES[kind.source]), "text": kind.sentence(seen), "talk": kind.talk}
