"""Who changes the tree is alone: every command holds the tree while it runs, a change of the tree waits for all.

So nobody writes a path that has just become wrong. A command that came while the tree was being changed waits,
and sees the new tree.
"""

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg import errors

from pendopo.shared.refusals import Conflict

_KEY = 7_402
_PATIENCE = "5s"
"""How long a change waits for a save that is running: others wait behind it meanwhile."""


def hold_tree() -> bool:
    """The tree stands still until this transaction ends. True where somebody was changing it just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [_KEY])
        row = cursor.fetchone()
        if row and row[0]:
            return False
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_KEY])
        return True


def own_tree() -> None:
    """Be the only one at the tree until this transaction ends; Conflict where a long save is running."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            raise Conflict(
                _(
                    "Ada penyimpanan lain yang sedang berjalan, misalnya impor. Wilayah belum diubah; "
                    "coba lagi setelah penyimpanan itu selesai."
                )
            ) from error
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")
