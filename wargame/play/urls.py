from django.urls import path

from wargame.play import views_console, views_lobby, views_log, views_table, views_try

app_name = "play"
urlpatterns = [
    path("try/", views_try.try_round, name="try"),
    path("try/<str:seat_id>/end/", views_try.end, name="try_end"),
    path("table/<str:seat_id>/", views_table.table, name="table"),
    path("table/<str:seat_id>/lobby/", views_lobby.lobby, name="lobby"),
    path("exercises/<str:exercise_id>/", views_console.console, name="console"),
    path("exercises/<str:exercise_id>/all/<str:verb>/", views_console.command_all, name="command_all"),
    path("rounds/<str:round_id>/", views_console.round_page, name="round"),
    path("rounds/<str:round_id>/do/<str:verb>/", views_console.command, name="command"),
    path("seats/<str:seat_id>/do/<str:verb>/", views_console.command_seat, name="command_seat"),
    path("rounds/<str:round_id>/log/", views_log.log, name="log"),
    path("rounds/<str:round_id>/log.json", views_log.download, name="log_json"),
]
