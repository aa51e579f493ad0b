"""Where a round's sockets are."""

from django.urls import URLPattern, path

from wargame.play.consumers import seat_socket, watch_socket

websocket_urlpatterns: list[URLPattern] = [
    path("ws/v1/seats/<str:seat_id>/", seat_socket),  # type: ignore[arg-type]
    path("ws/v1/rounds/<str:round_id>/", seat_socket),  # type: ignore[arg-type]
    path("ws/v1/rounds/<str:round_id>/watch/", watch_socket),  # type: ignore[arg-type]
    path("ws/v1/exercises/<str:exercise_id>/watch/", watch_socket),  # type: ignore[arg-type]
]
