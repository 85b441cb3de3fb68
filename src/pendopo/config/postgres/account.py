"""Who runs the server: this user, or an unprivileged one when Pendopo was started by root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pendopo.config.postgres.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Account:
    """An account to step down to. `uid` is None where we already are unprivileged."""

    uid: int | None = None
    gid: int | None = None

    def process(self) -> dict[str, Any]:
        """Keyword arguments for subprocess: run as this account, with no further groups."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def folder(self, path: Path) -> Path:
        """Make a folder of this account alone. Parents are made open to pass through, as usual."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        self.own(path)
        return path

    def reaches(self, path: Path) -> bool:
        """Whether this account may pass through every folder above `path`."""
        return self.uid is None or all(self._passes(parent) for parent in path.absolute().parents)

    def _passes(self, folder: Path) -> bool:
        if not folder.exists():
            return True
        info = folder.stat()
        bit = (
            stat.S_IXUSR if info.st_uid == self.uid
            else stat.S_IXGRP if info.st_gid == self.gid
            else stat.S_IXOTH
        )  # fmt: skip
        return bool(info.st_mode & bit)


def account_for(data: Path) -> Account:
    """The owner of an existing data folder, else `PENDOPO_ACCOUNT`, `pendopo` or `nobody`."""
    if os.name == "nt" or os.geteuid() != 0:
        return Account()
    if data.exists() and (info := data.stat()).st_uid != 0:
        return Account(info.st_uid, info.st_gid)
    for name in filter(None, (os.environ.get("PENDOPO_ACCOUNT"), "pendopo", "nobody")):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    raise Trouble(
        "PostgreSQL tidak boleh berjalan sebagai root dan tidak ada akun biasa yang dapat dipakai. "
        "Buat satu dengan `useradd --system pendopo`, lalu jalankan lagi."
    )
