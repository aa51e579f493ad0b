"""QR codes: for pages, and for a terminal."""

import io

import segno


def svg(text: str) -> bytes:
    """The QR code as an SVG image without style attributes."""
    image = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        image, kind="svg", scale=1, border=2, xmldecl=False, omitsize=True, light="#fff", dark="#16202c"
    )
    return image.getvalue()


def data_uri(text: str) -> str:
    """The QR code as the `src` of an image that is part of the page."""
    return segno.make(text, error="m", micro=False).svg_data_uri(
        border=2, omitsize=True, light="#fff", dark="#16202c"
    )


def terminal(text: str) -> str:
    """The QR code in half blocks, for a terminal that is dark or light."""
    drawing = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out=drawing, border=2, compact=True)
    return drawing.getvalue()
