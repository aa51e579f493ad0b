"""A seat's table: the page that a player plays on. What moves on it comes over the socket."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from game_engine import RoundState, to_plain, view_for
from wargame.exercises import access
from wargame.exercises.editions import text_in
from wargame.exercises.models import Seat
from wargame.play import admission
from wargame.record import board, queries
from wargame.record.models import Record
from wargame.sockets import relief
from wargame.sockets.wording import wording
from wargame.speech import Words
from wargame.speech.catalogue import catalogue

_plain = msgspec.json.Decoder().decode


@never_cache
@require_safe
def table(request: HttpRequest, seat_id: str) -> HttpResponse:
    """The table of the visitor's seat; before the round begins, its lobby."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or not access.holds(request.session, seat):
        raise admission.not_your_seat(request.session, seat)
    access.renew(request.session)
    if not admission.has_begun(seat.round):
        return redirect("table:lobby", seat.pk)
    # Before reading the round: the page shows it as it is once the person has their seat again.
    admission.welcome_back(seat)
    found = queries.table(seat)
    assert found.state is not None
    return render(request, "table/table.html", _context(seat, found, found.state))


def _context(seat: Seat, found: queries.Table, state: RoundState) -> dict[str, Any]:
    language = get_language() or "en"
    words = Words(state.scenario, language)
    texts = catalogue(state, seat.seat, language)
    exercise = seat.round.exercise
    if not exercise.practice:
        texts["round"] = exercise.title
    own = state.scenario.role_rule(state.scenario.role_of(seat.seat))
    me = view_for(state, seat.seat).me
    return {
        "seat": seat,
        "role": own.role,
        "practice": exercise.practice,
        "name": texts["seats"][seat.seat]["name"],
        "scenario_title": texts["title"],
        "goal": text_in(own.goal),
        "brief": [part.strip() for part in text_in(own.brief).split("\n\n") if part.strip()],
        "secrets": words.secrets(me.private) if me is not None else [],
        "page": {
            "seat": seat.seat,
            "id": seat.pk,
            "urls": _urls(seat),
            "relieved": to_plain(relief.frame(seat, found.pulse, language)),
        },
        "catalogue": texts,
        "snapshot": _snapshot(seat, found, language),
    }


def _snapshot(seat: Seat, found: queries.Table, language: str) -> dict[str, Any]:
    """The socket's snapshot frame, with where each track stood at the beginning of every turn so far."""
    assert found.state is not None
    spoken = wording(found.state.scenario, language).snapshot(found, seat.seat)
    return {**_plain(spoken), "history": history(seat)}


def history(seat: Seat) -> list[dict[str, Any]]:
    """Where each public track stood (as shown) at the beginning of the turns before this one."""
    record = Record.objects.defer("state").get(pk=seat.round_id)
    return [{"turn": moment.turn, "shown": moment.values} for moment in board.moments(record)[:-1]]


def _urls(seat: Seat) -> dict[str, str]:
    return {
        "socket": f"/ws/v1/seats/{seat.pk}/",
        "line": f"/line/v1/seats/{seat.pk}/",
        "log": reverse("debrief:log", args=[seat.round_id]),
        "again": reverse("table:try"),
        "join": reverse("exercises:join"),
    }
