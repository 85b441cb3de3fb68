"""What a backup says of itself: when, by which program, of which tables and rows."""

import json
from dataclasses import asdict, dataclass
from importlib import metadata

from pendopo.config import schema
from pendopo.config.backup.envelope import NO_BACKUP
from pendopo.config.backup.fingerprint import Fingerprints, Link, fingerprints
from pendopo.config.postgres.trouble import Trouble

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    format: int
    made_at: str
    version: str
    postgres: int
    migrations: list[str]
    tables: Fingerprints
    demo: bool = False

    def text(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @property
    def rows(self) -> int:
        return sum(count for count, _sum in self.tables.values())


def describe(link: Link, made_at: str, *, demo: bool) -> Manifest:
    return Manifest(
        FORMAT, made_at, _version(), link.info.server_version // 10000,
        sorted(schema.applied(link)), fingerprints(link), demo,
    )  # fmt: skip


def read(text: bytes) -> Manifest:
    """Trouble where the backup is newer than this program."""
    told = json.loads(text)
    if told.get("format") != FORMAT:
        raise Trouble(NO_BACKUP)
    told["tables"] = {name: (int(rows), str(total)) for name, (rows, total) in told["tables"].items()}
    manifest = Manifest(**told)
    if unknown := schema.newer(manifest.migrations):
        raise Trouble(
            f"Cadangan ini dibuat Pendopo {manifest.version} yang lebih baru (langkah {unknown}): pasang versi "
            "itu dulu, lalu pulihkan. Tidak ada yang diubah."
        )
    return manifest


def _version() -> str:
    """A checkout is not always installed as a package."""
    try:
        return metadata.version("pendopo")
    except metadata.PackageNotFoundError:
        return "dari sumber"
