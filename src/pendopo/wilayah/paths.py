"""Paths of the tree: five base-36 characters of the node's id per level, root first."""

from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import PATH_STEP

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(node_id: int) -> str:
    """The part of a path that stands for one node."""
    text = ""
    while node_id:
        node_id, digit = divmod(node_id, 36)
        text = _DIGITS[digit] + text
    return text.rjust(PATH_STEP, "0")


def ids_of(path: str) -> list[int]:
    """Ids on the way from Indonesia down to the node, itself included."""
    return [int(path[i : i + PATH_STEP], 36) for i in range(0, len(path), PATH_STEP)]


def level_of(path: str) -> Level:
    return Level(len(path) // PATH_STEP - 1)


def ancestor(path: str, level: Level) -> str:
    """The path of the ancestor on that level, or the path itself where it lies above."""
    return path[: level.path_length]


def common(paths: list[str]) -> str:
    """The path of the lowest node that covers all of them."""
    first, last = min(paths), max(paths)
    shared = 0
    while shared < min(len(first), len(last)) and (
        first[shared : shared + PATH_STEP] == last[shared : shared + PATH_STEP]
    ):
        shared += PATH_STEP
    return first[:shared]
