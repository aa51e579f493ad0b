from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wargame import qr
from wargame.accounts import actions
from wargame.accounts.forms import AccountForm, SignInForm
from wargame.accounts.sessions import CAME_BY_LINK
from wargame.addresses import reach
from wargame.refusals import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.sign_in(request, form.cleaned_data["username"], form.cleaned_data["password"])
                return redirect(_safe(request, target))
            except Refused as refused:
                form.add_error(None, refused.message)
                status = refused.status
        else:
            status = 400
    return render(request, "accounts/sign_in.html", {"form": form, "next": target}, status=status)


def _safe(request: HttpRequest, target: str) -> str:
    """The address to go on to, if it is one of ours."""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else settings.LOGIN_REDIRECT_URL


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out. A GET first says what somebody without a password would lose."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html") if request.user.is_authenticated else redirect("/")
    actions.sign_out(request)
    response = redirect("/")
    # So that Back on a shared computer does not show the pages again.
    response["Clear-Site-Data"] = '"cache"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a one-time link. Only its button uses the link, so that a preview of the link cannot."""
    target = request.GET.get("next", "")
    if request.method == "POST":
        user = actions.enter(request, token)
        if user.has_usable_password() or target:
            return redirect(_safe(request, target))
        messages.info(
            request, _("You are in. Set a name and a password, to sign in without a link next time.")
        )
        return redirect("accounts:account")
    if not actions.link_is_open(token):
        raise actions.link_spent()
    return render(request, "accounts/enter.html")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    trusted = request.session.get(CAME_BY_LINK, False)
    form = AccountForm(request.POST or None, instance=request.user, trusted=trusted)
    if request.method == "POST" and form.is_valid():
        # The other sessions of this account end with its old password; this one goes on.
        update_session_auth_hash(request, form.save())
        request.session.pop(CAME_BY_LINK, None)
        messages.success(request, _("Your name and password are set."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    if form.is_bound:
        # The refused form has already written its values to the user that the page's header shows.
        request.user.refresh_from_db()
    return render(request, "accounts/account.html", {"form": form}, status=400 if form.is_bound else 200)


@never_cache
@login_required
@require_POST
def other_device(request: HttpRequest) -> HttpResponse:
    """A one-time link with which the same facilitator goes on from another device."""
    way = reach(request)
    link = way.url + reverse("accounts:enter", args=[actions.make_link(request.user)])
    context = {"reach": way, "link": link, "qr": qr.data_uri(link) if way.chosen else ""}
    return render(request, "accounts/other_device.html", context)
