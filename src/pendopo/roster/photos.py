"""Photos of people on disk: opened, turned upright, shrunk, rid of all that a camera wrote into them.

In: bytes as uploaded. Out: the hash under which two JPEG files lie in the media folder: the photo (at most 480 pixels,
60 kB) and a small one for lists. The file that was uploaded is not kept. What is no photo is refused with a sentence.
"""

import hashlib
import os
import warnings
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from pendopo.shared.refusals import Invalid

LARGEST = 12 * 2**20
SIDE, SMALL_SIDE, LEAST_SIDE = 480, 96, 80
MOST_BYTES, MOST_SMALL_BYTES = 60_000, 6_000
# A phone's JPEG is decoded at a fraction of its size; a PNG is not, so fewer pixels fit into memory.
MOST_PIXELS = {"JPEG": 80_000_000, "PNG": 24_000_000}
_QUALITIES = (85, 78, 70, 60, 50, 40, 30)


def store_photo(content: bytes) -> str:
    """The hash of the shrunk photo; Invalid (field `photo`) where the bytes are no photo."""
    photo = _opened(content)
    large, small = _jpeg(photo, SIDE, MOST_BYTES), _jpeg(photo, SMALL_SIDE, MOST_SMALL_BYTES)
    name = hashlib.sha256(large).hexdigest()
    _write(_path(name), large)
    _write(_path(name, small=True), small)
    return name


def read_photo(name: str, *, small: bool = False) -> bytes | None:
    """The JPEG; None where the disk no longer has it."""
    try:
        return _path(name, small=small).read_bytes()
    except OSError:
        return None


def forget_photo(name: str) -> None:
    """Take both files away. The caller knows that nobody has this photo any more."""
    for small in (False, True):
        _path(name, small=small).unlink(missing_ok=True)


def _opened(content: bytes) -> Image.Image:
    """The picture, upright, in plain colours, not larger than needed."""
    if not content:
        raise _refusal(_("Berkas ini kosong. Pilih fotonya sekali lagi."))
    if len(content) > LARGEST:
        raise _refusal(_("Foto lebih dari 12 MB. Kirim foto yang lebih kecil."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", Image.DecompressionBombWarning
            )  # our own limit is lower, and says so
            found = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
        _refuse_size(found)
        found.draft("RGB", (2 * SIDE, 2 * SIDE))
        return _plain(ImageOps.exif_transpose(found))
    except Invalid:
        raise
    except Exception as error:  # a decoder raises whatever a broken or hostile file makes it raise
        raise _refusal(_("Berkas ini bukan foto JPEG atau PNG yang utuh. Pilih foto lain.")) from error


def _refuse_size(found: Image.Image) -> None:
    width, height = found.size
    if width * height > MOST_PIXELS[found.format or "PNG"]:
        raise _refusal(_("Foto ini terlalu besar untuk dibuka. Kirim foto yang lebih kecil."))
    if min(width, height) < LEAST_SIDE:
        raise _refusal(
            _("Foto ini terlalu kecil: sisi terpendek paling sedikit %(n)d piksel.") % {"n": LEAST_SIDE}
        )


def _plain(found: Image.Image) -> Image.Image:
    """Colours as JPEG has them, what shines through on white; pixels alone are carried over, nothing beside them."""
    found.thumbnail((2 * SIDE, 2 * SIDE))
    if found.mode not in ("RGB", "L"):
        found = found.convert("RGBA")
        ground = Image.new("RGB", found.size, "white")
        ground.paste(found, mask=found.getchannel("A"))
        return ground
    plain = Image.new("RGB", found.size)
    plain.paste(found)
    return plain


def _jpeg(photo: Image.Image, side: int, most: int) -> bytes:
    image = photo.copy()
    image.thumbnail((side, side))
    for quality in _QUALITIES:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= most:
            break
    return out.getvalue()


def _path(name: str, *, small: bool = False) -> Path:
    return Path(settings.MEDIA_ROOT) / "foto" / name[:2] / f"{name}{'.kecil' if small else ''}"


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    draft = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _refusal(
            _("Foto tidak dapat disimpan: penyimpanan penuh atau bermasalah. Hubungi admin.")
        ) from error


def _refusal(sentence: str) -> Invalid:
    return Invalid(fields={"photo": sentence})
