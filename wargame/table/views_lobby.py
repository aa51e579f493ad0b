"""Before the round: a seat's place to wait, which turns into the table when the round begins."""

from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from wargame.exercises import access
from wargame.exercises.editions import scenario_of, seat_name, text_in
from wargame.exercises.models import Seat
from wargame.play import admission, glance

SEEN_EVERY = timedelta(seconds=10)


@never_cache
@require_safe
def lobby(request: HttpRequest, seat_id: str) -> HttpResponse:
    """The lobby of the visitor's seat, and on to the table once there is one. Its live part: who is here."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or not access.holds(request.session, seat):
        if request.htmx:
            # The page that asks does not show refusals: let it load again as a whole and say why.
            return HttpResponseClientRedirect(request.path)
        raise admission.not_your_seat(request.session, seat)
    access.renew(request.session)
    table = reverse("table:table", args=[seat.pk])
    if admission.has_begun(seat.round):
        admission.welcome_back(seat)
        return HttpResponseClientRedirect(table) if request.htmx else redirect(table)
    _seen(seat)
    return render(request, "table/_lobby_seats.html" if request.htmx else "table/lobby.html", _context(seat))


def _seen(seat: Seat) -> None:
    now = timezone.now()
    stale = Q(last_seen_at__isnull=True) | Q(last_seen_at__lt=now - SEEN_EVERY)
    Seat.objects.filter(stale, pk=seat.pk).update(last_seen_at=now)


def _context(seat: Seat) -> dict[str, object]:
    scenario = scenario_of(seat.round.exercise)
    rule = scenario.role_rule(scenario.role_of(seat.seat))
    return {
        "seat": seat,
        "role": rule.role,
        "exercise": seat.round.exercise,
        "scenario_title": text_in(scenario.title),
        "name": seat_name(scenario, seat.seat),
        "goal": text_in(rule.goal),
        "brief": [part.strip() for part in text_in(rule.brief).split("\n\n") if part.strip()],
        "marks": glance.marks_for_players(seat.round, scenario),
    }
