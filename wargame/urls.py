"""The addresses of the site; each app holds its own."""

from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import TemplateView
from django.views.i18n import JavaScriptCatalog

from wargame.rules import rules

handler400 = "wargame.refusals.bad_request"
handler403 = "wargame.refusals.forbidden"
handler404 = "wargame.refusals.not_found"
handler500 = "wargame.refusals.server_error"


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", TemplateView.as_view(template_name="landing.html"), name="landing"),
    path("rules/", rules, name="rules"),
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("i18n/catalog.js", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("accounts/", include("wargame.accounts.urls")),
]
urlpatterns += [
    path("", include(f"wargame.{app}.urls"))
    for app in ("exercises", "play", "debrief")
    if find_spec(f"wargame.{app}.urls")
]
