"""The facilitator's console: every round of an exercise at a glance, each one whole, and the verbs of control."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from game_engine import Scenario
from wargame.accounts.networks import note_facilitator
from wargame.addresses import reach
from wargame.console import rows, verbs, writing
from wargame.console.instructions import Instruction, Verb
from wargame.console.whole import whole
from wargame.exercises.actions import MOST_ROUNDS
from wargame.exercises.editions import scenario_of, text_in
from wargame.exercises.links import join_page, join_url, seat_url
from wargame.exercises.models import Exercise, Seat
from wargame.exercises.names import shown_code
from wargame.exercises.once import bad_command, pressed
from wargame.exercises.queries import own_exercise, own_seat
from wargame.exercises.views import seat_meant
from wargame.pages import fresh, prefers_json
from wargame.play import admission, glance
from wargame.play.actions.common import Meant
from wargame.record.models import Record
from wargame.refusals import Refused, show
from wargame.speech.catalogue import heading
from wargame.speech.refusing import MoveRefused

NUMBER = re.compile(r"[0-9]{1,4}")


@never_cache
@login_required
@require_safe
def console(request: HttpRequest, exercise_id: str) -> HttpResponse:
    exercise = own_exercise(request.user, exercise_id)
    note_facilitator(request)
    with admission.logs_offered(exercise):
        live = {"exercise": exercise, "rows": rows.rows(exercise), "here": request.path}
    if request.htmx:
        return fresh(request, "console/_console_rows.html", live)
    way = reach(request)
    page = {
        "reach": way,
        "code": shown_code(exercise.code),
        "join_url": join_url(way, exercise),
        "turn_time": turn_time(exercise.turn_seconds or 0),
        "join_page": join_page(way),
        "letters": _letters(scenario_of(exercise)),
        "writing": _writing_to_all(exercise),
        "written": writing.written(exercise, scenario_of(exercise)),
    }
    return render(request, "console/console.html", {**live, **page, "tally": tally(live["rows"])})


def _writing_to_all(exercise: Exercise) -> list[dict[str, Any]]:
    if exercise.ended_at:
        return []
    choices = writing.to_rounds(scenario_of(exercise))
    return writing.forms(
        choices, address=lambda name: reverse("console:command_all", args=[exercise.pk, name])
    )


@never_cache
@login_required
@require_safe
def written(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """What was written to the tables, for the page that shows it to draw anew."""
    exercise = own_exercise(request.user, exercise_id)
    found = writing.written(exercise, scenario_of(exercise))
    return fresh(request, "console/_written.html", {"written": found})


def turn_time(seconds: int) -> str:
    """How long a turn lasts, in minutes or seconds."""
    if seconds % 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}


def tally(rows: object) -> dict[str, int]:
    """How many rounds are in each standing."""
    counts = {"waiting": 0, "running": 0, "paused": 0, "over": 0}
    for row in rows:  # type: ignore[attr-defined]
        counts[row.status] += 1
    return counts


@never_cache
@login_required
@require_safe
def round_page(request: HttpRequest, round_id: str) -> HttpResponse:
    """One whole round: the board with what no player sees, all that is said and offered, and the seats."""
    round_ = admission.own_round(request.user, round_id)
    with admission.logs_offered(round_.exercise):
        context = whole(round_)
    if request.htmx:
        return fresh(request, "console/_round_live.html", context)
    context["reach"] = way = reach(request)
    context["links"] = [
        {"mark": mark, "url": seat_url(way, own_seat(request.user, mark.id))}
        for mark in context["row"].marks
        if mark.kind != Seat.Holder.STANDING
    ]
    seats = [mark.seat for mark in context["row"].marks if mark.kind != Seat.Holder.STANDING]
    choices = writing.to_seats(scenario_of(round_.exercise), seats)
    if context["row"].status in verbs.BEGUN:
        context["writing"] = writing.forms(
            choices, address=lambda name: reverse("console:command", args=[round_.pk, name])
        )
    return render(request, "console/round.html", context)


@login_required
@require_POST
def command(request: HttpRequest, round_id: str, verb: str) -> HttpResponse:
    """Do one thing with one round."""
    round_ = admission.own_round(request.user, round_id)
    found = _known(verbs.ROUND_VERBS, verb)

    def act() -> str:
        instruction = found.instruct(request.user, round_.exercise, given=request.POST)
        instruction.carry_out(round_.pk, meant=_meant(request, instruction))
        return _("Sent.") if found.whenever else ""

    return _done(request, round_.exercise, act)


@login_required
@require_POST
def command_all(request: HttpRequest, exercise_id: str, verb: str) -> HttpResponse:
    """Do one thing with every round that it fits."""
    exercise = own_exercise(request.user, exercise_id)
    found = _known(verbs.ROUND_VERBS, verb)
    if not found.for_all:
        raise Http404
    return _done(request, exercise, lambda: _for_all(request, exercise, found))


def _reached(outcome: verbs.ForAll) -> str:
    """How many rounds have what was sent, and how many have not. Refused as `nobody_there` where none has."""
    if not outcome.done:
        raise Refused("nobody_there", _("No round has that seat and is under way, so nobody was reached."))
    said = ngettext("Sent to %(n)d round.", "Sent to %(n)d rounds.", outcome.done) % {"n": outcome.done}
    left = ngettext(
        "%(n)d round was left out: it has not begun, is over, or has no such seat.",
        "%(n)d rounds were left out: they have not begun, are over, or have no such seat.",
        outcome.left_out,
    )
    return f"{said} {left % {'n': outcome.left_out}}" if outcome.left_out else said


@login_required
@require_POST
def command_seat(request: HttpRequest, seat_id: str, verb: str) -> HttpResponse:
    """Do one thing with one seat."""
    seat = own_seat(request.user, seat_id)
    found = _known(verbs.SEAT_VERBS, verb)

    def act() -> None:
        instruction = found.instruct(request.user, seat.round.exercise, given=request.POST)
        instruction.carry_out(seat.pk, meant=seat_meant(request, instruction.text))

    return _done(request, seat.round.exercise, act)


def _known(known: Mapping[str, Verb], verb: str) -> Verb:
    if verb not in known:
        raise Http404
    return known[verb]


def _meant(request: HttpRequest, instruction: Instruction) -> Meant:
    """The round as it was at the press: `meant` is its status and turn. Refused as `bad_command`."""
    if instruction.verb.whenever:
        return Meant(pressed(request, instruction.text), "", 0)
    return _read(request, request.POST.get("meant", ""), extra=instruction.text)


def _seen(request: HttpRequest, instruction: Instruction) -> dict[int, Meant]:
    """The rounds as they were at the press: `rounds` has the number, status and turn of each."""
    seen = {}
    for part in request.POST.get("rounds", "").split():
        number, _dot, meant = part.partition(".")
        if not NUMBER.fullmatch(number):
            raise bad_command()
        seen[int(number)] = _read(request, meant, number=number, extra=instruction.text)
    if not 0 < len(seen) <= MOST_ROUNDS:
        raise bad_command()
    return seen


def _read(request: HttpRequest, meant: str, *, number: str = "", extra: str = "") -> Meant:
    status, _dot, turn = meant.partition(".")
    if status not in Record.Status.values or not NUMBER.fullmatch(turn):
        raise bad_command()
    return Meant(pressed(request, f"{number} {meant} {extra}"), status, int(turn))


def _for_all(request: HttpRequest, exercise: Exercise, verb: Verb) -> str:
    """Do it, and say what was left undone."""
    instruction = verb.instruct(request.user, exercise, given=request.POST)
    if verb.whenever:
        numbers = exercise.rounds.values_list("number", flat=True)
        seen = {number: Meant(pressed(request, f"{number} {instruction.text}"), "", 0) for number in numbers}
    else:
        seen = _seen(request, instruction)
    outcome = verbs.for_all(exercise, instruction, seen=seen)
    if outcome.again and not outcome.done and not outcome.moved_on:
        raise MoveRefused("already_done")
    if verb.whenever:
        return _reached(outcome)
    left = []
    if outcome.moved_on:
        moved = ngettext(
            "%(n)d round had moved on and was left as it is. Look again, and decide anew.",
            "%(n)d rounds had moved on and were left as they are. Look again, and decide anew.",
            outcome.moved_on,
        )
        left.append(moved % {"n": outcome.moved_on})
    waiting = tally(rows.rows(exercise))["waiting"] if verb.needs_people else 0
    if waiting:
        waits = ngettext("%(n)d round waits for its people.", "%(n)d rounds wait for their people.", waiting)
        left.append(waits % {"n": waiting})
    return " ".join(left)


def _done(request: HttpRequest, exercise: Exercise, act: Callable[[], str | None]) -> HttpResponse:
    """Act, and lead back to where the button was. A refusal, and what was left undone, is shown there."""
    try:
        left = act() or ""
    except Refused as refused:
        if prefers_json(request):
            return show(request, refused)
        left = ""
        messages.error(request, refused.message)
    if left and ("leaves" in request.POST or not prefers_json(request)):
        messages.info(request, left)
    if prefers_json(request):
        return JsonResponse({"done": True, "message": left})
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("console:console", args=[exercise.pk])
    return redirect(back)


def _letters(scenario: Scenario) -> list[str]:
    """What each mark of a seat stands for."""
    known = glance.letters(scenario)
    texts = []
    for rule in scenario.roles:
        name, seat = heading(text_in(rule.name)), scenario.seat_of(rule.role)
        texts.append(f"{known[seat]} {name}" if seat is not None else f"1–{scenario.officers.most} {name}")
    return texts
