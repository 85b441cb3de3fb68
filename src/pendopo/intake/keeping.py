"""Keeping many small frozen things quickly: pickled as their class and values, not field by field."""

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def kept(cls: type[T]) -> type[T]:
    """For a dataclass of two fields or more whose values are what its constructor takes, in order."""
    values = attrgetter(*(f.name for f in fields(cls)))  # type: ignore[arg-type]  # `cls` is a dataclass

    def reduce(self: Any) -> tuple[type[T], Any]:
        return cls, values(self)

    cls.__reduce__ = reduce  # type: ignore[assignment,method-assign]
    return cls
