"""The ASGI application: HTTP by Django, WebSockets by Channels behind the origin gate."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
http = get_asgi_application()

from wargame.cookies import KnownByOldNames  # noqa: E402  (the apps must be loaded first)
from wargame.origins import OriginGate, no_such_door  # noqa: E402
from wargame.play.heart import beating  # noqa: E402
from wargame.play.routing import websocket_urlpatterns  # noqa: E402

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
