"""Doors for people who come to play: by code, or by a seat's own link."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wargame.exercises import access, joining
from wargame.exercises.editions import scenario_of
from wargame.exercises.forms import CodeForm, PersonForm
from wargame.exercises.limits import SEATS, WRONG_CODES, browser_of
from wargame.exercises.models import Exercise, Seat
from wargame.exercises.names import WHY, clean_code
from wargame.exercises.once import once
from wargame.exercises.queries import free_tables, place
from wargame.refusals import Refused, slow_down, with_retry_after

ANY = "any"


@never_cache
@require_http_methods(["GET", "HEAD"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """The page to type a code; with `?code=` it leads on to the lobby."""
    if "code" not in request.GET:
        return render(request, "exercises/join.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    return redirect("exercises:join", code) if find(code) else no_such_code(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lobby(request: HttpRequest, code: str) -> HttpResponse:
    """Take any free seat, or choose one. A visitor who has a seat already is led back to it."""
    exercise = find(clean_code(code) or "")
    if exercise is None:
        return no_such_code(request)
    held = joining.seat_held(exercise, request.session)
    if request.method == "POST":
        return redirect("table:lobby", held.pk) if held else sit_down(request, exercise)
    # A closed door is reported only for a right code: a visitor who holds a seat may still go back to it.
    return show_lobby(request, exercise, PersonForm(), held=held)


def sit_down(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return show_lobby(request, exercise, form, status=HTTPStatus.BAD_REQUEST)
    who = {"name": form.cleaned_data["name"], "browser": browser_of(request)}
    wanted = request.POST.get("seat", ANY)
    try:
        if wait := SEATS.spend(request):
            raise slow_down(_("Many seats are being taken from here. Try again in a moment."), wait=wait)
        if wanted == ANY:
            return seated(request, lambda: joining.take_any(exercise, request.session, **who))
        return seated(request, lambda: joining.take(exercise, request.session, seat_id=wanted, **who))
    except Refused as refused:
        return show_lobby(request, exercise, form, refused=refused, status=refused.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, seat_id: str, token: str) -> HttpResponse:
    """A seat's own link. Only its button takes the seat, so that a preview of the link cannot."""
    seat = joining.seat_by_link(seat_id, token)
    if seat is None:
        return no_such_code(request)
    if access.holds(request.session, seat):
        return redirect("table:lobby", seat.pk)
    beside = joining.seat_beside(seat, request.session)
    form = PersonForm(request.POST or None, initial={"name": seat.name})
    if request.method == "POST" and beside is None and form.is_valid():
        who = {"name": form.cleaned_data["name"], "browser": browser_of(request)}
        try:
            return seated(request, lambda: joining.enter(seat, request.session, **who))
        except Refused as refused:
            if refused.code not in WHY:
                raise
            form.add_error("name", refused.message)
    scenario = scenario_of(seat.round.exercise)
    context = {"seat": seat, "exercise": seat.round.exercise, "place": place(scenario, seat), "form": form}
    if beside is not None:
        status = joining.one_seat().status
        return render(
            request, "exercises/take.html", {**context, "beside": place(scenario, beside)}, status=status
        )
    return render(request, "exercises/take.html", context, status=400 if form.is_bound else 200)


@require_POST
def leave(request: HttpRequest, seat_id: str) -> HttpResponse:
    """Forget the seat in this browser, for the next person at this computer."""
    seat = Seat.objects.filter(pk=seat_id).first()
    if seat is None or not access.holds(request.session, seat):
        return redirect("exercises:join")
    joining.leave(seat, request.session, browser=browser_of(request))
    answer = redirect("exercises:left", seat.pk)
    # So that Back does not show the seat's pages again.
    answer["Clear-Site-Data"] = '"cache"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest, seat_id: str) -> HttpResponse:
    """The seat that was left here; for a few minutes with a way back to it."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or not access.may_come_back(request.session, seat):
        if request.method == "POST":
            messages.warning(
                request,
                _("That seat can no longer be taken back on this computer. Its own link opens it again."),
            )
        return redirect("exercises:join")
    if request.method == "POST":
        joining.come_back(seat, request.session, browser=browser_of(request))
        request.session.cycle_key()
        return redirect("table:lobby", seat.pk)
    exercise = seat.round.exercise
    context = {"seat": seat, "exercise": exercise, "place": place(scenario_of(exercise), seat)}
    return render(request, "exercises/left.html", context)


def seated(request: HttpRequest, sit: Callable[[], Seat]) -> HttpResponse:
    """Sit down once for this form, let this session act for the seat, and lead to it."""

    def sit_once() -> str:
        seat = sit()
        return f"{seat.pk}:{seat.generation}"

    def still_theirs(answer: str) -> bool:
        # A form found by Back after its seat was left here does not give that seat.
        pk, generation = answer.split(":")
        mine = Seat.objects.filter(pk=pk, generation=generation, browser=browser_of(request))
        return mine.exclude(joined_at=None).exists()

    seat = Seat.objects.get(pk=once(request, sit_once, still=still_theirs).split(":")[0])
    access.hold(request.session, seat)
    # Somebody who knew this browser's earlier session must not share the seat.
    request.session.cycle_key()
    return redirect("table:lobby", seat.pk)


def find(code: str) -> Exercise | None:
    """The exercise of that code. The right code is let in, even after wrong ones from the same place."""
    return joining.open_exercise(code) if code else None


def no_such_code(request: HttpRequest) -> HttpResponse:
    """The same answer for a code that is wrong, cut short, or of no exercise; refused if asked too often."""
    if wait := WRONG_CODES.spend(request):
        raise slow_down(
            _("Many wrong codes have come from here. Look at the code again, and try it in a moment."),
            wait=wait,
        )
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
    if held is None and refused is None:
        refused = joining.why_not_in(exercise, request.session)
        status = refused.status if refused else status
    is_out = refused is not None and refused.code == "put_out"
    gone = joining.left_here(exercise, request.session) if held is None else None
    context = {
        "exercise": exercise,
        "form": form,
        "held": place(scenario_of(exercise), held) if held else None,
        "left": place(scenario_of(exercise), gone) if gone else None,
        "tables": free_tables(exercise) if is_open and not held and not is_out else (),
        "is_open": is_open and not is_out,
        "refused": refused,
    }
    return with_retry_after(render(request, "exercises/lobby.html", context, status=status), refused)
