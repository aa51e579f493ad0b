"""The log of a round: a page with filters, and a file. Secret until the end, except for the facilitator."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from game_engine import Scenario
from wargame.debrief import chronicle
from wargame.exercises import access
from wargame.exercises.editions import scenario_of, seat_name, seat_order, text_in
from wargame.exercises.models import Round, Seat
from wargame.pages import streamed
from wargame.play import endings, timeline
from wargame.play.admission import logs_offered
from wargame.record import board, store
from wargame.record.models import Record
from wargame.record.texts import entries_with_texts, with_texts
from wargame.refusals import Refused
from wargame.speech import Words
from wargame.speech.calendar import calendar_of

PAGE = 50
LONGEST_SEARCH = 100


@never_cache
@require_safe
def log(request: HttpRequest, round_id: str) -> HttpResponse:
    round_ = readable_round(request, round_id)
    record = round_.record
    with logs_offered(round_.exercise):
        scenario = scenario_of(round_.exercise)
        calendar = calendar_of(store.state_of(round_.pk, record.version))
    words = Words(scenario, get_language() or "en")
    wanted = wanted_of(request, round_)
    found = chronicle.entries(round_.pk, wanted)
    if wanted.text:
        page = Paginator(chronicle.matching(found, words, wanted.text), PAGE).get_page(
            request.GET.get("page")
        )
    else:
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        page.object_list = [chronicle.text_of(entry, words) for entry in with_texts(page.object_list)]
    practice = round_.exercise.practice
    context = {
        "round": round_,
        "exercise": round_.exercise,
        "record": record,
        "scenario": text_in(scenario.title),
        "title": text_in(scenario.title) if practice else round_.exercise.title,
        "leads": round_.exercise.owner_id is not None and round_.exercise.owner_id == request.user.pk,
        "mine": own_seat_in(request, round_),
        "page": page,
        "entries": [(calendar.short(entry.turn), entry) for entry in page.object_list],
        "wanted": wanted,
        "query": f"{urlencode({k: v for k, v in request.GET.items() if k != 'page' and v})}&",
        "when": calendar.name(record.turn),
        "turns": [(turn, calendar.short(turn)) for turn in range(1, record.turn + 1)],
        "seats": [(seat.seat, seat_name(scenario, seat.seat)) for seat in seats_of(round_, scenario)],
        "groups": list(chronicle.GROUPS.items()),
        "end_text": endings.end_text(record, words),
        "end_kind": endings.end_kind(record),
        "lines": timeline.polylines(record, scenario, words),
        "moments": [calendar.short(moment.turn) for moment in board.moments(record)],
    }
    return render(request, "debrief/log.html", context)


@never_cache
@require_safe
def download(request: HttpRequest, round_id: str) -> HttpResponseBase:
    """The whole log as one JSON file, sent while it is read."""
    round_ = readable_round(request, round_id)
    return streamed(request, _parts(round_), file=f"offramp-{round_.pk}-log.json")


def _parts(round_: Round) -> Iterator[str]:
    head = {"exercise": round_.exercise_id, "round": round_.pk, "number": round_.number}
    head |= {
        "scenario": round_.exercise.edition.scenario,
        "edition": round_.exercise.edition_id,
        "format": round_.record.format,
        "digest": round_.record.digest,
    }
    yield json.dumps(head)[:-1] + ', "entries": [\n'
    separator = ""
    for entry, salts in entries_with_texts(round_.pk):
        yield separator + json.dumps(chronicle.plain(entry, round_.exercise_id, salts), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def readable_round(request: HttpRequest, round_id: str) -> Round:
    """The round, for its facilitator at any time and for its players after the end.

    Refused as `secret` to its players before the end. For everybody else, and before it begins, it does not exist.
    """
    round_ = Round.objects.select_related("exercise__edition", "record").filter(pk=round_id).first()
    record = getattr(round_, "record", None)
    if round_ is None or record is None:
        raise Http404
    if request.user.is_authenticated and round_.exercise.owner_id == request.user.pk:
        return round_
    if own_seat_in(request, round_) is None:
        raise Http404
    if record.status != Record.Status.OVER:
        message = _("The log opens when the round is over: it holds what the others know and you do not.")
        raise Refused("secret", message, status=HTTPStatus.FORBIDDEN)
    return round_


def own_seat_in(request: HttpRequest, round_: Round) -> Seat | None:
    """The seat of this round that the session acts for, if any."""
    for seat in Seat.objects.filter(round=round_, pk__in=access.seats_held(request.session)):
        if access.holds(request.session, seat):
            return seat
    return None


def seats_of(round_: Round, scenario: Scenario) -> list[Seat]:
    return sorted(round_.seats.all(), key=lambda seat: seat_order(scenario, seat.seat))


def wanted_of(request: HttpRequest, round_: Round) -> chronicle.Wanted:
    """The filter in the address. Impossible values are left out."""
    turn = request.GET.get("turn", "")
    seat, kind = request.GET.get("seat", ""), request.GET.get("kind", "")
    known = {chronicle.FACILITATOR, chronicle.WORLD, *(round_.seats.values_list("seat", flat=True))}
    return chronicle.Wanted(
        turn=int(turn) if turn.isdecimal() and len(turn) <= 3 else None,
        seat=seat if seat in known else "",
        kind=kind if kind in chronicle.GROUPS else "",
        text=request.GET.get("q", "").strip()[:LONGEST_SEARCH],
    )
