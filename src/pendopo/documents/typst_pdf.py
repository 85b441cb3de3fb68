"""One door to Typst: a template of this package and its data in, a PDF out.

Data travels as JSON and is only ever shown as text, so `#`, `@` or `$` in a name stay letters. System
fonts are ignored: the same data gives the same bytes on every machine.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import typst

from pendopo.documents.fonts import font_folder

TEMPLATES = Path(__file__).parent / "templates"


def compile_pdf(
    template: str,
    data: Mapping[str, object],
    *,
    out: Path | None = None,
    fonts: Path | None = None,
    tagged: bool = True,
) -> bytes:
    """Bytes of the PDF; with `out` it is written there instead and b"" returned.

    Tags let a screen reader follow the page and make the file five times larger.
    """
    pdf = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        output=None if out is None else str(out),
        root=str(TEMPLATES),
        font_paths=[str(fonts or font_folder())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_tags=tagged,
    )
    return pdf or b""
