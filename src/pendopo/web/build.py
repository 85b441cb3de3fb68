"""Builds what pages ship: one stylesheet, one script, the text face. Nothing built is committed.

`python -m pendopo.web.build` writes `static/` under `var/build`. It is quick when nothing changed: a stamp of
every input decides. Two builds at once do no harm, files are renamed into place. (The cuts of the face for
PDF are made by `documents.fonts`.)
"""

import hashlib
import os
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
STATIC = "static"
FACE = "PlusJakartaSans"
WEIGHTS = (400, 800)
# Basic Latin, Latin-1, Latin Extended-A (names), punctuation, arrows and signs that sentences use.
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2027),
    0x2030,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
]
SIGNS = [0x202F, 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2264, 0x2265, 0x25CB, 0x25CF]
STYLE_ORDER = ("layers", "tokens", "base", "frame", "pieces", "forms", "data", "print")


def build(target: Path = DEFAULT_TARGET) -> bool:
    """Bring `target` up to date; True when something was written."""
    stamp_file = target / "stamp"
    stamp = _stamp()
    if (target / STATIC / "pendopo.css").exists() and stamp_file.exists() and stamp_file.read_text() == stamp:
        return False
    static = target / STATIC
    _write(static / "pendopo.css", styles().encode())
    _write(static / "pendopo.js", scripts().encode())
    _write(static / f"{FACE}.woff2", web_font())
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
    return (
        "\n".join(line.strip() for line in source.splitlines() if line.strip()[:2] not in ("", "//")) + "\n"
    )


def _font_source() -> Path:
    files = metadata.files("fontpkg-plus-jakarta-sans") or []
    return next(Path(str(f.locate())) for f in files if f.name == f"{FACE}[wght].ttf")


def _stamp() -> str:
    """Fingerprint of every input: our sources, this file, the version of the face."""
    inputs = [
        *sorted((HERE / "styles").glob("*.css")),
        *sorted((HERE / "scripts").glob("*.js")),
        Path(__file__),
    ]
    digest = hashlib.sha256(metadata.version("fontpkg-plus-jakarta-sans").encode())
    for path in inputs:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def web_font() -> bytes:
    """The variable face as woff2, weights 400 to 800, with the letters that Indonesian text uses."""
    font = TTFont(_font_source())
    options = subset.Options()
    options.layout_features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *SIGNS])
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_TARGET)
