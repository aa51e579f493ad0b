"""The yardstick: what a Channels tutorial builds.

A group a round; each frame goes to the group, perhaps after one INSERT.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.echo.settings")

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from bench.echo.models import Move


class Echo(AsyncWebsocketConsumer):
    """Sends each frame to all of its round."""

    async def connect(self) -> None:
        self.table = self.scope["url_route"]["kwargs"]["table"]
        await self.channel_layer.group_add(self.table, self.channel_name)
        await self.accept()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send(self.table, {"type": "moved", "text": text_data})

    async def moved(self, message: dict[str, Any]) -> None:
        await self.send(text_data=message["text"])


class KeptEcho(Echo):
    """The same after one row has been written."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await database_sync_to_async(Move.objects.create)(table=self.table, body=text_data)
        await super().receive(text_data)


application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter(
            [path("echo/<str:table>/", Echo.as_asgi()), path("kept/<str:table>/", KeptEcho.as_asgi())]
        ),
    }
)
