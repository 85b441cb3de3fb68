"""What lies inside a backup, one member after the other, none of which must be known in size beforehand.

A member is its name (length, then UTF-8), blocks (length, then bytes) and a length of zero. A name of no
length ends it all.
"""

import struct
from collections.abc import Iterable, Iterator

from pendopo.config.backup.envelope import DAMAGED, Opened, Sealed
from pendopo.config.postgres.trouble import Trouble

BLOCK = 2**16
_LONGEST_NAME = 4096


def put(sealed: Sealed, name: str, blocks: Iterable[bytes]) -> None:
    raw = name.encode()
    sealed.write(struct.pack(">I", len(raw)) + raw)
    for block in filter(None, blocks):
        sealed.write(struct.pack(">I", len(block)))
        sealed.write(block)
    end(sealed)


def end(sealed: Sealed) -> None:
    """Ends a member; after the last one, the whole."""
    sealed.write(struct.pack(">I", 0))


def take(opened: Opened) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Name and blocks of each member. The blocks are to be read before the next member is asked for."""
    while length := _length(opened):
        if length > _LONGEST_NAME:
            raise Trouble(DAMAGED)
        blocks = _blocks(opened)
        yield opened.read(length).decode(), blocks
        for _left in blocks:
            pass


def _blocks(opened: Opened) -> Iterator[bytes]:
    while length := _length(opened):
        yield opened.read(length)


def _length(opened: Opened) -> int:
    return int(struct.unpack(">I", opened.read(4))[0])
