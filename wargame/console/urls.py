from django.urls import path

from wargame.console import views
from wargame.exercises import converters  # noqa: F401  (its import names the converter)

app_name = "console"
urlpatterns = [
    path("exercises/<id:exercise_id>/", views.console, name="console"),
    path("exercises/<id:exercise_id>/written/", views.written, name="written"),
    path("exercises/<id:exercise_id>/all/<str:verb>/", views.command_all, name="command_all"),
    path("rounds/<id:round_id>/", views.round_page, name="round"),
    path("rounds/<id:round_id>/do/<str:verb>/", views.command, name="command"),
    path("seats/<id:seat_id>/do/<str:verb>/", views.command_seat, name="command_seat"),
]
