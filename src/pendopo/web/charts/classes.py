"""At most five classes of shares, so that a map can be read with five shades."""

from collections.abc import Iterable

_STEPS = (0.2, 0.1, 0.05, 0.02, 0.01)


def classes(shares: Iterable[float | None], most: int = 5) -> tuple[float, ...]:
    """Bounds of the classes, one more than there are classes; round figures from 0 to 1 and equally wide.

    (0.0, 0.2, 0.4, 0.6, 0.8, 1.0) for shares spread over everything; when all lie in a narrow band the
    steps are finer and begin below the lowest, so that the map still tells places apart.
    """
    known = [share for share in shares if share is not None]
    if not known:
        return ()
    low, high = min(known), max(known)
    step = next((s for s in reversed(_STEPS) if _needed(low, high, s) <= most), _STEPS[0])
    first = _floor(low, step)
    return tuple(round((first + i) * step, 4) for i in range(_needed(low, high, step) + 1))


def class_of(share: float | None, bounds: tuple[float, ...]) -> int:
    """1 for the lowest class; 0 where nothing is known."""
    return 0 if share is None else sum(1 for lower in bounds[:-1] if share >= lower - 1e-9)


def _floor(share: float, step: float) -> int:
    """Number of the step that holds `share`; the whole belongs to the last step below it."""
    return int(min(share, 1 - step / 2) / step + 1e-9)


def _needed(low: float, high: float, step: float) -> int:
    return _floor(high, step) - _floor(low, step) + 1
