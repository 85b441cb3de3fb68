"""What the frame of every office page shows. A door fills one `Frame` per request as template variable `frame`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MenuItem:
    url: str
    label: str
    icon: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Entries under one heading; the first group has none."""

    items: Sequence[MenuItem]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the wilayah path; `url` leads to the same page for that place."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Hat:
    """One grant: what the person is, and where."""

    id: int
    role: str
    place: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """`keep` holds the query parameters that changing place or date must not lose."""

    menu: Sequence[MenuGroup] = ()
    place_path: Sequence[Crumb] = ()
    place_code: str = ""
    tree_note: str = ""
    """Where the place was called or hung otherwise on that date, or did not exist."""
    on: date | None = None
    is_today: bool = True
    today_url: str = ""
    keep: Sequence[tuple[str, str]] = ()
    user_name: str = ""
    hats: Sequence[Hat] = ()
    hat_url: str = ""
    account_url: str = ""
    logout_url: str = ""
    idle_minutes: int = 0
    cover_url: str = ""
    demo: bool = False

    @property
    def hat(self) -> Hat | None:
        return next((hat for hat in self.hats if hat.current), None)
