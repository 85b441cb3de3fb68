"""A command and the tree of places: it stands still while the command runs, and a change meanwhile is told.

Somebody opens a form, a law splits her regency, she presses Save. What she meant is not hers any more, or
hangs elsewhere: instead of a page that does not exist she reads that the place has just changed, with what she
typed still before her.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils.translation import gettext as _

from pendopo.access.actor import Actor
from pendopo.shared.refusals import Conflict, NotVisible
from pendopo.wilayah.history import taken_away
from pendopo.wilayah.locks import hold_tree, own_tree

_JUST = timedelta(hours=12)


@contextmanager
def told_of_the_tree(actor: Actor, *, alone: bool) -> Iterator[None]:
    """Hold the tree until the transaction ends, or own it where the command changes it."""
    waited = False
    if alone:
        own_tree()
    else:
        waited = hold_tree()
    try:
        yield
    except NotVisible:
        if waited or taken_away(actor.path, actor.at - _JUST):
            raise Conflict(
                _("Wilayah ini baru saja berubah; tidak ada yang tersimpan. Muat ulang halaman, lalu ulangi.")
            ) from None
        raise
