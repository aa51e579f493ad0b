"""The facilitator's pages before play: exercises, a new one, and the code to show to a room."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wargame import addresses, qr
from wargame.accounts.networks import note_facilitator
from wargame.exercises import actions, joining, links
from wargame.exercises.editions import scenario_named, title_of
from wargame.exercises.forms import CreateForm, PersonForm
from wargame.exercises.models import Exercise
from wargame.exercises.names import shown_code
from wargame.exercises.once import bad_command, once, pressed
from wargame.exercises.queries import exercises_of, own_exercise, own_seat
from wargame.refusals import Refused

PAGE = 30
LONGEST_ADDRESS = 200
SVG = "image/svg+xml"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def my_exercises(request: HttpRequest) -> HttpResponse:
    note_facilitator(request)
    page = Paginator(exercises_of(request.user), PAGE).get_page(request.GET.get("page"))
    for exercise in page.object_list:
        exercise.scenario_title = title_of(exercise)
    return render(request, "exercises/list.html", {"page": page})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = CreateForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        made = once(request, lambda: _open(request, form), still=_is_there)
        return redirect("console:console", made)
    return render(request, "exercises/create.html", {"form": form}, status=400 if form.is_bound else 200)


def _open(request: HttpRequest, form: CreateForm) -> str:
    data = form.cleaned_data
    plan = actions.Plan(
        scenario=scenario_named(data["scenario"]),
        title=data["title"],
        rounds=data["rounds"],
        officers=len(form.officers()),
        holders=form.holders(),
        turn_seconds=data["minutes"] * 60 if data["minutes"] else None,
        hide_bots=data["hide_bots"],
    )
    return actions.create_exercise(request.user, plan).pk


def _is_there(exercise_id: str) -> bool:
    return Exercise.objects.filter(pk=exercise_id).exists()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def projector(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """The code and its QR code, large enough for the last row of a room."""
    exercise, way = own_exercise(request.user, exercise_id), addresses.reach(request)
    context = {
        "exercise": exercise,
        "code": shown_code(exercise.code),
        "reach": way,
        "join_page": links.join_page(way),
    }
    return render(request, "exercises/projector.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def join_qr(request: HttpRequest, exercise_id: str) -> HttpResponse:
    exercise = own_exercise(request.user, exercise_id)
    return HttpResponse(qr.svg(links.join_url(reached(request), exercise)), content_type=SVG)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def seat_qr(request: HttpRequest, seat_id: str) -> HttpResponse:
    seat = own_seat(request.user, seat_id)
    return HttpResponse(qr.svg(links.seat_url(reached(request), seat)), content_type=SVG)


def reached(request: HttpRequest) -> addresses.Reach:
    """How other devices get here. Refused if none can: a QR code of such an address would lead nowhere."""
    way = addresses.reach(request)
    if way.chosen is None:
        raise Refused("unreachable", _("No other device reaches the address at which you opened this page."))
    return way


@login_required
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Choose the address that codes and links show."""
    addresses.choose(request, request.POST.get("address", "")[:LONGEST_ADDRESS])
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if ours else "exercises:list")


@login_required
@require_POST
def door(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """Open or close the door for those who have the code."""
    exercise = own_exercise(request.user, exercise_id)
    wanted = request.POST.get("open", "")
    try:
        joining.set_lobby(exercise, is_open=wanted == "1", key=pressed(request, wanted))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("console:console", exercise.pk)


def seat_meant(request: HttpRequest, chosen: str = "") -> joining.MeantSeat:
    """The seat as it was at the press: `meant` is its generation, a dot, and who played it where that matters.

    Refused as `bad_command`.
    """
    meant = request.POST.get("meant", "")
    generation, _dot, player = meant.partition(".")
    if not (generation.isascii() and generation.isdecimal() and len(generation) <= 9):
        raise bad_command()
    key = pressed(request, f"{meant} {chosen}")
    return joining.MeantSeat(key, int(generation), player or None)


@login_required
@require_POST
def rename(request: HttpRequest, seat_id: str) -> HttpResponse:
    """Change the name shown beside a seat, or take it away."""
    seat = own_seat(request.user, seat_id)
    form = PersonForm(request.POST)
    try:
        if form.is_valid():
            name = form.cleaned_data["name"]
            joining.rename(seat, name=name, meant=seat_meant(request, name))
        else:
            messages.error(request, " ".join(form.errors["name"]))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("console:console", seat.round.exercise_id)
