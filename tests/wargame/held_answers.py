"""For tests of the server alone: /hold is answered once somebody has asked for /release, and sockets echo."""

import asyncio

released = asyncio.Event()


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] != "websocket.disconnect":
            if "text" in message:
                await send({"type": "websocket.send", "text": message["text"]})
        return
    if scope["path"] == "/release":
        released.set()
    if scope["path"] == "/hold":
        await released.wait()
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
