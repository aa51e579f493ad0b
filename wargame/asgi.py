"""The ASGI application: HTTP by Django, WebSockets by Channels behind the origin gate, and the slow way beside them."""

import os
from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
django = get_asgi_application()

from wargame.cookies import KnownByOldNames  # noqa: E402  (the apps must be loaded first)
from wargame.origins import OriginGate, no_such_door  # noqa: E402
from wargame.sockets.heart import beating  # noqa: E402
from wargame.sockets.routing import line_urlpatterns, websocket_urlpatterns  # noqa: E402
from wargame.sockets.slow import no_such_address, turn_away  # noqa: E402

line = OriginGate(
    AuthMiddlewareStack(URLRouter([*line_urlpatterns, re_path(r"", no_such_address)])), turn_away=turn_away
)


async def http(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Pages by Django; a seat's frames by the same gates as a socket's."""
    await (line if scope["path"].startswith("/line/") else django)(scope, receive, send)


application = beating(
    KnownByOldNames(
        ProtocolTypeRouter(
            {
                "http": http,
                "websocket": OriginGate(
                    AuthMiddlewareStack(URLRouter([*websocket_urlpatterns, re_path(r"", no_such_door)])),
                ),
            }
        )
    )
)
