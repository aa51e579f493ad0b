"""Try a round: a visitor takes a seat, bots take the others, and play begins. No account, no clock."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wargame.accounts.networks import is_led_from
from wargame.addresses import client_address
from wargame.exercises import access
from wargame.exercises.models import Seat
from wargame.exercises.once import once
from wargame.pages import prefers_json
from wargame.play import admission
from wargame.refusals import Refused, show, with_retry_after
from wargame.table import practice
from wargame.table.forms import TryForm

MOST_RUNNING = 5
LONGEST_CHOICE = 40


@never_cache
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What Offramp is, a round to try, and the way back for visitors who have a seat already."""
    access.renew(request.session)
    return render(
        request, "landing.html", {"form": TryForm(), "running": admission.under_way(request.session)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_round(request: HttpRequest) -> HttpResponse:
    if "choose" in request.POST:
        chosen = urlencode({"scenario": request.POST.get("scenario", "")[:LONGEST_CHOICE]})
        return redirect(f"{reverse('table:try')}?{chosen}")
    form = TryForm(request.POST or None, initial=request.GET.dict())
    running = practice.running(request.session)
    if request.method != "POST":
        return render(request, "table/try.html", {"form": form, "running": running})
    if not form.is_valid():
        return render(request, "table/try.html", {"form": form, "running": running}, status=400)
    try:
        seat_id = once(request, lambda: _start(request, form), still=practice.is_running)
    except Refused as refused:
        if prefers_json(request):
            return show(request, refused)
        context = {"form": form, "running": running, "refused": refused}
        return with_retry_after(render(request, "table/try.html", context, status=refused.status), refused)
    access.hold(request.session, Seat.objects.get(pk=seat_id))
    return redirect("table:table", seat_id)


def _start(request: HttpRequest, form: TryForm) -> str:
    if len(practice.running(request.session)) >= MOST_RUNNING:
        message = _(
            "You have %d rounds under way. Go on with one of them, or end one, before you begin another."
        )
        raise Refused("too_many_rounds", message % MOST_RUNNING, status=HTTPStatus.TOO_MANY_REQUESTS)
    address = client_address(request)
    led = request.user.is_authenticated or is_led_from(address)
    chosen = form.cleaned_data
    return practice.start(chosen["scenario"], chosen["seat"], address=address, led=led).pk


@require_POST
def end(request: HttpRequest, seat_id: str) -> HttpResponse:
    """End the visitor's practice round early."""
    practice.end(request.session, seat_id)
    return redirect("table:try")
