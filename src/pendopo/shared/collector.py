"""When Python looks for cycles of forgotten things."""

import gc

_SELDOM = (50_000, 20, 50)


def collect_seldom() -> None:
    """For processes that serve: what is loaded by now stays, and is never walked through again.

    A hundred thousand rows live until the end of their import: walking through them again and again finds nothing
    and takes a third of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
