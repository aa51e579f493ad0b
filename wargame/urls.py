"""The addresses of the site; each app holds its own."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from wargame.play.health import healthz, readyz
from wargame.rules import rules

handler400 = "wargame.refusals.bad_request"
handler403 = "wargame.refusals.forbidden"
handler404 = "wargame.refusals.not_found"
handler500 = "wargame.refusals.server_error"


urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", RedirectView.as_view(url=static("offramp/img/mark.svg"), permanent=False)),
    path("rules/", rules, name="rules"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("i18n/catalog.js", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("accounts/", include("wargame.accounts.urls")),
    path("", include("wargame.exercises.urls")),
    path("", include("wargame.play.urls")),
]
