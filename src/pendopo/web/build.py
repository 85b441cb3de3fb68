"""Builds what pages and documents ship: one stylesheet, one script, the text face. Nothing built is committed.

`python -m pendopo.web.build` writes `static/` (pages) and `fonts/` (Typst) under `var/build`. It is quick when
nothing changed: a stamp of every input decides. Two builds at once do no harm, files are renamed into place.
"""

import hashlib
import re
import sys
from importlib import metadata
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
DEFAULT_TARGET = Path("var") / "build"
STATIC, FONTS = "static", "fonts"
FACE = "PlusJakartaSans"
WEB_WEIGHTS = (400, 800)
PRINT_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
# Basic Latin, Latin-1, Latin Extended-A (names), punctuation, arrows and signs that sentences use.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A]
SIGNS = [0x202F, 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2264, 0x2265, 0x25CB, 0x25CF]
STYLE_ORDER = ("layers", "tokens", "base", "frame", "pieces", "forms", "data", "print")


def build(target: Path = DEFAULT_TARGET) -> bool:
    """Bring `target` up to date; True when something was written."""
    stamp_file = target / "stamp"
    stamp = _stamp()
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return False
    static, fonts = target / STATIC, target / FONTS
    _write(static / "pendopo.css", styles().encode())
    _write(static / "pendopo.js", scripts().encode())
    latin = _latin_letters()
    _web_font(latin, static / f"{FACE}.woff2")
    for weight, name in PRINT_WEIGHTS.items():
        _print_font(latin, fonts / f"{FACE}-{name}.ttf", weight, name)
    _write(stamp_file, stamp.encode())
    return True


def styles() -> str:
    """All style sheets in layer order, without comments and needless blanks."""
    text = "\n".join((HERE / "styles" / f"{name}.css").read_text() for name in STYLE_ORDER)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,>]) ?", r"\1", text).replace(";}", "}").strip()


def scripts() -> str:
    """One module: each part keeps its names to itself in a block of its own."""
    parts = sorted((HERE / "scripts").glob("*.js"))
    return "\n".join(f"{{\n{_without_comments(part.read_text())}}}" for part in parts)


def _without_comments(source: str) -> str:
    return "\n".join(line.strip() for line in source.splitlines() if line.strip()[:2] not in ("", "//")) + "\n"


def _font_source() -> Path:
    files = metadata.files("fontpkg-plus-jakarta-sans") or []
    return next(Path(str(f.locate())) for f in files if f.name == f"{FACE}[wght].ttf")


def _stamp() -> str:
    """Fingerprint of every input: our sources, this file, the version of the face."""
    inputs = [*sorted((HERE / "styles").glob("*.css")), *sorted((HERE / "scripts").glob("*.js")), Path(__file__)]
    digest = hashlib.sha256(metadata.version("fontpkg-plus-jakarta-sans").encode())
    for path in inputs:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _latin_letters() -> bytes:
    """The variable face with the letters that Indonesian text uses, and no others."""
    font = TTFont(_font_source())
    options = subset.Options()
    options.layout_features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum"]
    options.name_IDs = ["*"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *SIGNS])
    subsetter.subset(font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _web_font(latin: bytes, path: Path) -> None:
    """Variable woff2, weights 400 to 800."""
    font = TTFont(BytesIO(latin))
    instancer.instantiateVariableFont(font, {"wght": WEB_WEIGHTS}, inplace=True)
    font.flavor = "woff2"
    _save(font, path)


def _print_font(latin: bytes, path: Path, weight: int, style: str) -> None:
    """Static TTF of one weight: Typst reads no variable fonts."""
    font = TTFont(BytesIO(latin))
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    _rename(font, weight, style)
    _save(font, path)


def _rename(font: TTFont, weight: int, style: str) -> None:
    """One family name for all weights, so a document asks for the family and a weight."""
    names = {1: "Plus Jakarta Sans", 2: style, 4: f"Plus Jakarta Sans {style}", 6: f"{FACE}-{style}"}
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for name_id, value in names.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def _save(font: TTFont, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    font.save(draft)
    draft.replace(path)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(path.suffix + ".tmp")
    draft.write_bytes(content)
    draft.replace(path)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_TARGET)
