"""The links that a facilitator gives out, and their QR codes."""

import io

import segno
from django.http import HttpRequest
from django.urls import reverse

from wargame.exercises import access
from wargame.exercises.models import Exercise, Seat


def join_url(request: HttpRequest, exercise: Exercise) -> str:
    """Where the exercise's code leads, as this site is reached now."""
    return request.build_absolute_uri(reverse("exercises:join", args=[exercise.code]))


def seat_url(request: HttpRequest, seat: Seat) -> str:
    """The seat's own link."""
    return request.build_absolute_uri(reverse("exercises:take", args=[seat.pk, access.join_token(seat)]))


def qr_svg(url: str) -> bytes:
    """The QR code of an address, as an SVG image without style attributes."""
    image = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        image, kind="svg", scale=1, border=2, xmldecl=False, omitsize=True, light="#fff", dark="#16202c"
    )
    return image.getvalue()
