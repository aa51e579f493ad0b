from django.urls import path

from wargame.exercises import converters  # noqa: F401  (its import names the converter)
from wargame.table import views, views_lobby, views_try

app_name = "table"
urlpatterns = [
    path("", views_try.landing, name="landing"),
    path("try/", views_try.try_round, name="try"),
    path("try/<id:seat_id>/end/", views_try.end, name="try_end"),
    path("table/<id:seat_id>/", views.table, name="table"),
    path("table/<id:seat_id>/lobby/", views_lobby.lobby, name="lobby"),
]
