from django.urls import path

from wargame.exercises import converters  # noqa: F401  (its import names the converter)
from wargame.play import views_console, views_lobby, views_log, views_table, views_try

app_name = "play"
urlpatterns = [
    path("", views_try.landing, name="landing"),
    path("try/", views_try.try_round, name="try"),
    path("try/<id:seat_id>/end/", views_try.end, name="try_end"),
    path("table/<id:seat_id>/", views_table.table, name="table"),
    path("table/<id:seat_id>/lobby/", views_lobby.lobby, name="lobby"),
    path("exercises/<id:exercise_id>/", views_console.console, name="console"),
    path("exercises/<id:exercise_id>/all/<str:verb>/", views_console.command_all, name="command_all"),
    path("rounds/<id:round_id>/", views_console.round_page, name="round"),
    path("rounds/<id:round_id>/do/<str:verb>/", views_console.command, name="command"),
    path("seats/<id:seat_id>/do/<str:verb>/", views_console.command_seat, name="command_seat"),
    path("rounds/<id:round_id>/log/", views_log.log, name="log"),
    path("rounds/<id:round_id>/log.json", views_log.download, name="log_json"),
]
