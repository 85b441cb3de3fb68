"""How fast the machine is just now: shared ones change by half within an hour, and every figure with them."""

import time
from statistics import median

STEPS = 3_000_000


def pace() -> float:
    """Seconds for a loop of three million steps, the middle one of five."""
    return median(_loop() for _ in range(5))


def _loop() -> float:
    kept: dict[int, str] = {}
    began = time.perf_counter()
    for step in range(STEPS):
        kept[step % 1000] = str(step)
    return time.perf_counter() - began
