"""The folder in which one installation keeps its files, and the secrets that lie in it.

In: the environment. Out: paths and secrets. A secret is made once, at random, in a file that only its
owner can read; it is never printed. Keys live here and not in the database, so that a stolen dump of
the database opens nothing.
"""

import base64
import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """`PENDOPO_HOME`, else `var/` of the checkout; made if absent."""
    folder = Path(os.environ.get("PENDOPO_HOME") or CHECKOUT / "var").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_private(path: Path, text: str) -> None:
    """Write `path` whole or not at all, readable by its owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike rename, never replaces a secret that somebody else has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def secret(name: str) -> str:
    """Environment variable `name`, else a random one kept in `<home>/keys/`."""
    if given := os.environ.get(name):
        return given
    folder = home() / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name.lower()
    if not path.exists():
        write_private(path, base64.b64encode(secrets.token_bytes(32)).decode())
    return path.read_text().strip()


def key(name: str) -> bytes:
    """A secret of exactly 32 bytes, written as base64."""
    raw = base64.b64decode(secret(name))
    if len(raw) != 32:
        raise ValueError(f"{name}: 32 bytes as base64 are wanted")
    return raw
