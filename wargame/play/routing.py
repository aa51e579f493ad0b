"""Where a round's sockets are."""

from django.urls import URLPattern, path

from wargame.exercises import converters  # noqa: F401  (its import names the converter)
from wargame.play.consumers import seat_socket, watch_socket

websocket_urlpatterns: list[URLPattern] = [
    path("ws/v1/seats/<id:seat_id>/", seat_socket),  # type: ignore[arg-type]
    path("ws/v1/rounds/<id:round_id>/", seat_socket),  # type: ignore[arg-type]
    path("ws/v1/rounds/<id:round_id>/watch/", watch_socket),  # type: ignore[arg-type]
    path("ws/v1/exercises/<id:exercise_id>/watch/", watch_socket),  # type: ignore[arg-type]
]
