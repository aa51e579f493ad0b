"""The addresses of the site; each app holds its own."""

from django.http import HttpResponseRedirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path

from wargame.page_scripts import catalogue
from wargame.rules import rules
from wargame.sockets.health import healthz, readyz

handler400 = "wargame.refusals.bad_request"
handler403 = "wargame.refusals.forbidden"
handler404 = "wargame.refusals.not_found"
handler500 = "wargame.refusals.server_error"


urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", lambda request: HttpResponseRedirect(static("offramp/img/mark.svg"))),
    path("rules/", rules, name="rules"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("i18n/catalog.<slug:language>.<slug:digest>.js", catalogue, name="javascript-catalog"),
    path("accounts/", include("wargame.accounts.urls")),
    path("", include("wargame.exercises.urls")),
    path("", include("wargame.table.urls")),
    path("", include("wargame.console.urls")),
    path("", include("wargame.debrief.urls")),
]
