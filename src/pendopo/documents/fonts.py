"""Static cuts of Plus Jakarta Sans: Typst cannot use a variable font.

The package ships one variable TTF; each weight is cut from it once and kept.
"""

import hashlib
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

FAMILY = "Plus Jakarta Sans"
WEIGHTS = (400, 600, 700)


def variable_font() -> Path:
    """The variable TTF inside the installed font package (SIL Open Font License)."""
    spec = find_spec("fontpkg_plus_jakarta_sans")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("fontpkg-plus-jakarta-sans")
    return Path(spec.origin).parent / "files" / "PlusJakartaSans[wght].ttf"


def static_fonts(target_dir: Path) -> Path:
    """Folder under `target_dir` with `PlusJakartaSans-{400,600,700}.ttf`; made on the first call.

    The folder is named by the source's content, made beside and renamed into place, so that two
    processes at once and an upgraded font package do no harm.
    """
    source = variable_font()
    done = target_dir / f"plus-jakarta-sans-{hashlib.sha256(source.read_bytes()).hexdigest()[:10]}"
    if done.is_dir():
        return done
    target_dir.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".fonts-", dir=target_dir))
    try:
        for weight in WEIGHTS:
            _cut(source, weight, work / f"PlusJakartaSans-{weight}.ttf")
        work.chmod(0o755)
        work.rename(done)
    except OSError:
        if not done.is_dir():  # else another process was first
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return done


def font_folder() -> Path:
    """The house's own folder of static fonts, beside what else is built."""
    return static_fonts(Path(settings.BUILD_ROOT) / "fonts")


def _cut(source: Path, weight: int, target: Path) -> None:
    # Here and not above: half a second to import, for what is done once in the life of an installation.
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight}, updateFontNames=True)
    font.save(target)
