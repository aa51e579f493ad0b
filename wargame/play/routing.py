"""Where a round's sockets are."""

from django.urls import URLPattern

websocket_urlpatterns: list[URLPattern] = []
