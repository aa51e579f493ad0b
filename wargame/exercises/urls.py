from django.urls import path

from wargame.exercises import converters, views, views_join  # noqa: F401  (its import names the converter)

app_name = "exercises"
urlpatterns = [
    path("exercises/", views.my_exercises, name="list"),
    path("exercises/new/", views.create, name="create"),
    path("exercises/address/", views.address, name="address"),
    path("exercises/<id:exercise_id>/projector/", views.projector, name="projector"),
    path("exercises/<id:exercise_id>/join.svg", views.join_qr, name="join_qr"),
    path("exercises/<id:exercise_id>/door/", views.door, name="door"),
    path("exercises/seats/<id:seat_id>/link.svg", views.seat_qr, name="seat_qr"),
    path("exercises/seats/<id:seat_id>/name/", views.rename, name="rename"),
    path("join/", views_join.ask_code, name="join"),
    path("join/<str:code>/", views_join.lobby, name="join"),
    path("seat/<id:seat_id>/leave/", views_join.leave, name="leave"),
    path("seat/<id:seat_id>/left/", views_join.left, name="left"),
    path("seat/<id:seat_id>/<str:token>/", views_join.take, name="take"),
]
