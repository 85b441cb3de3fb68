"""A QR code as a drawing inside the page: no image to fetch, nothing for a cache to keep."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """An `<svg class="qr">` of dark squares on whatever lies below it."""
    drawn = io.BytesIO()
    image = segno.make(text, error="m", micro=False)
    image.save(
        drawn,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        svgclass="qr",
        lineclass="",
        omitsize=True,
        nl=False,
    )
    return mark_safe(drawn.getvalue().decode())
