"""Where one server keeps its files, and how to connect to it. Reads, never starts anything."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from pendopo.config.postgres.account import Account, account_for

ADMIN, OWNER, DATABASE = "pendopo_admin", "pendopo", "pendopo"
PORT = 5432  # only names the socket file; nothing listens on the network


@dataclass(frozen=True, slots=True)
class Place:
    """Folder of one server: `data/`, `run/` (socket), passwords, log. `account` owns it all."""

    home: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    def password_file(self, role: str) -> Path:
        return self.home / f"password-{role}"

    def address(self) -> tuple[str, int]:
        """Host (socket folder or loopback) and port, as the last start wrote them down."""
        written = self.home / "address"
        if not written.exists():
            return str(self.home / "run"), PORT
        host, port = written.read_text().split("\n")[:2]
        return host, int(port)

    def connection(self, role: str = OWNER, database: str = DATABASE) -> dict[str, str | int]:
        """Keyword arguments for psycopg."""
        host, port = self.address()
        secret = self.password_file(role)
        password = secret.read_text().strip() if secret.exists() else ""
        return {"host": host, "port": port, "user": role, "password": password, "dbname": database}


def place_in(folder: Path) -> Place:
    """The server of the installation in `folder`.

    Started by root in a folder that the unprivileged account cannot reach (a checkout below /root), its
    files go below /var/lib/pendopo instead, under a name derived from `folder`.
    """
    near = folder.absolute() / "postgres"
    account = account_for(near / "data")
    if account.reaches(near / "data"):
        return Place(near, account)
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:12]
    far = Path("/var/lib/pendopo") / name
    return Place(far, account_for(far / "data"))
