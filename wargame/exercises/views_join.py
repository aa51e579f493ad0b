"""Doors for people who come to play: by code, or by a seat's own link."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wargame.addresses import client_address
from wargame.exercises import access, joining
from wargame.exercises.editions import scenario_of
from wargame.exercises.forms import CodeForm, PersonForm
from wargame.exercises.limits import ALL_WRONG_CODES, WRONG_CODES
from wargame.exercises.models import Exercise, Seat
from wargame.exercises.names import clean_code
from wargame.exercises.once import once
from wargame.exercises.queries import free_tables, place
from wargame.refusals import Refused

ANY = "any"


@never_cache
@require_http_methods(["GET", "HEAD"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Where one types a code; with `?code=` it leads on to the lobby."""
    if "code" not in request.GET:
        return render(request, "exercises/join.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    return redirect("exercises:join", code) if find(request, code) else no_such_code(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lobby(request: HttpRequest, code: str) -> HttpResponse:
    """Take any free seat, or choose one. Who has a seat already is led back to it."""
    exercise = find(request, clean_code(code) or "")
    if exercise is None:
        return no_such_code(request)
    held = joining.seat_held(exercise, request.session)
    if request.method == "POST":
        return redirect("play:lobby", held.pk) if held else sit_down(request, exercise)
    # Closed doors are told after the code is known to be right: whoever holds a seat may still go back to it.
    return show_lobby(request, exercise, PersonForm(), held=held)


def sit_down(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return show_lobby(request, exercise, form, status=HTTPStatus.BAD_REQUEST)
    name, wanted = form.cleaned_data["name"], request.POST.get("seat", ANY)
    try:
        if wanted == ANY:
            return seated(request, lambda: joining.take_any(exercise, request.session, name=name))
        return seated(request, lambda: joining.take(exercise, request.session, seat_id=wanted, name=name))
    except Refused as refused:
        return show_lobby(request, exercise, form, refused=refused, status=refused.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, seat_id: str, token: str) -> HttpResponse:
    """A seat's own link. Its button sits one down, so that no preview of the link can."""
    limited(request)
    seat = joining.seat_by_link(seat_id, token)
    if seat is None:
        return no_such_code(request)
    if access.holds(request.session, seat):
        return redirect("play:lobby", seat.pk)
    form = PersonForm(request.POST or None, initial={"name": seat.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        return seated(request, lambda: joining.enter(seat, request.session, name=name))
    scenario = scenario_of(seat.round.exercise)
    context = {"seat": seat, "exercise": seat.round.exercise, "place": place(scenario, seat), "form": form}
    return render(request, "exercises/take.html", context, status=400 if form.is_bound else 200)


def seated(request: HttpRequest, sit: Callable[[], Seat]) -> HttpResponse:
    """Sit down once for this form, let this session act for the seat, and lead to it."""

    def sit_once() -> str:
        seat = sit()
        return f"{seat.pk}:{seat.generation}"

    def still_theirs(answer: str) -> bool:
        pk, generation = answer.split(":")
        return Seat.objects.filter(pk=pk, generation=generation, joined_at__isnull=False).exists()

    seat = Seat.objects.get(pk=once(request, sit_once, still=still_theirs).split(":")[0])
    access.hold(request.session, seat)
    # Who knew this browser's session before must not share the seat.
    request.session.cycle_key()
    return redirect("play:lobby", seat.pk)


def find(request: HttpRequest, code: str) -> Exercise | None:
    """The exercise of that code. Counts the failure where there is none; refuses after too many."""
    limited(request)
    return joining.open_exercise(code) if code else None


def limited(request: HttpRequest) -> None:
    if WRONG_CODES.reached(client_address(request)) or ALL_WRONG_CODES.reached("all"):
        message = _("Too many wrong codes from here. Wait a minute, then look at the code again.")
        raise Refused("slow_down", message, status=HTTPStatus.TOO_MANY_REQUESTS)


def no_such_code(request: HttpRequest) -> HttpResponse:
    """The same answer for a code that is wrong, cut short, or of an exercise that is not there."""
    WRONG_CODES.count(client_address(request))
    ALL_WRONG_CODES.count("all")
    refused = Refused("no_such_code", _("No exercise has this code or link."), status=HTTPStatus.NOT_FOUND)
    context = {"form": CodeForm(), "refused": refused}
    return render(request, "exercises/join.html", context, status=refused.status)


def show_lobby(
    request: HttpRequest,
    exercise: Exercise,
    form: PersonForm,
    *,
    held: Seat | None = None,
    refused: Refused | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    is_open = exercise.lobby_open and exercise.ended_at is None
    if held is None and not is_open and refused is None:
        refused = joining.lobby_closed()
        status = refused.status
    context = {
        "exercise": exercise,
        "form": form,
        "held": place(scenario_of(exercise), held) if held else None,
        "tables": free_tables(exercise) if is_open and not held else (),
        "is_open": is_open,
        "refused": refused,
    }
    return render(request, "exercises/lobby.html", context, status=status)
