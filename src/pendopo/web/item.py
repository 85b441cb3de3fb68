from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that needs doing, as `<c-todo>` shows it; without an address it is only told."""

    title: str
    note: str = ""
    url: str = ""
    act: str = ""
