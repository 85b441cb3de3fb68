"""What a backup says of itself: when, by which program, of which tables and rows."""

import json
from dataclasses import asdict, dataclass, fields
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
    """Trouble where the backup is newer than this program. Newer is asked first: nothing else of it need be known."""
    told = json.loads(text)
    unknown = schema.newer(told.get("migrations", ()))
    if unknown or told.get("format", 0) > FORMAT:
        raise Trouble(
            f"Cadangan ini dibuat Pendopo {told.get('version')}, lebih baru daripada program ini, Pendopo "
            f"{_version()}, yang belum mengenal langkah {unknown or told.get('format')}. Pasang Pendopo "
            f"{told.get('version')} atau yang lebih baru, lalu ulangi pemulihan. Tidak ada yang diubah."
        )
    if told.get("format") != FORMAT:
        raise Trouble(NO_BACKUP)
    told["tables"] = {name: (int(rows), str(total)) for name, (rows, total) in told["tables"].items()}
    return Manifest(**{field.name: told[field.name] for field in fields(Manifest) if field.name in told})


def _version() -> str:
    """A checkout is not always installed as a package."""
    try:
        return metadata.version("pendopo")
    except metadata.PackageNotFoundError:
        return "dari sumber"
