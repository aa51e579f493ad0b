"""Where a round's sockets are, and the slow way beside them."""

from django.urls import URLPattern, path

from wargame.exercises import converters  # noqa: F401  (its import names the converter)
from wargame.sockets.consumers import seat_socket, watch_socket
from wargame.sockets.slow import seat_visit

websocket_urlpatterns: list[URLPattern] = [
    path("ws/v1/seats/<id:seat_id>/", seat_socket),  # type: ignore[arg-type]
    path("ws/v1/rounds/<id:round_id>/", seat_socket),  # type: ignore[arg-type]
    path("ws/v1/rounds/<id:round_id>/watch/", watch_socket),  # type: ignore[arg-type]
    path("ws/v1/exercises/<id:exercise_id>/watch/", watch_socket),  # type: ignore[arg-type]
]

line_urlpatterns: list[URLPattern] = [
    path("line/v1/seats/<id:seat_id>/", seat_visit),  # type: ignore[arg-type]
    path("line/v1/rounds/<id:round_id>/", seat_visit),  # type: ignore[arg-type]
]
