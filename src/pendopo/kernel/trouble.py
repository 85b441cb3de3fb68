"""What the database refuses, said in words. Nothing was written: the transaction is gone when this speaks.

Two people may pass every check at the same moment; the constraint then stops the second. A full disk and a
deadlock are told as what they are. Everything else stays an exception, since it is a fault of ours.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DataError, IntegrityError, OperationalError
from django.utils.translation import gettext as _
from psycopg import errors

from pendopo.shared.refusals import Conflict, Invalid, Refusal

_CROSSED = (errors.UniqueViolation, errors.ExclusionViolation)
_BUSY = (errors.DeadlockDetected, errors.LockNotAvailable, errors.SerializationFailure)


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn what the database refused into a refusal with a sentence."""
    try:
        yield
    except (IntegrityError, OperationalError, DataError) as error:
        refusal = _refusal(error.__cause__)
        if refusal is None:
            raise
        raise refusal from error


def crossed(refusal: Refusal) -> bool:
    """Did somebody else's write stop this one? Done once more it finds what was written."""
    refused = refusal.__cause__.__cause__ if refusal.__cause__ else None
    return isinstance(refused, (*_CROSSED, *_BUSY))


def _refusal(cause: BaseException | None) -> Refusal | None:
    if isinstance(cause, _CROSSED):
        return Conflict(
            _("Orang lain baru saja menyimpan hal yang sama. Muat ulang halaman, lalu periksa lagi.")
        )
    if isinstance(cause, errors.ForeignKeyViolation):
        return Conflict(
            _("Salah satu data yang Anda pilih sudah tidak ada. Muat ulang halaman, lalu pilih lagi.")
        )
    if isinstance(cause, _BUSY):
        return Conflict(_("Data ini sedang dipakai orang lain. Tunggu sebentar, lalu tekan Simpan lagi."))
    if isinstance(cause, errors.DiskFull):
        return Conflict(
            _("Penyimpanan server penuh; tidak ada yang tersimpan. Hubungi admin, lalu coba lagi.")
        )
    if isinstance(cause, errors.DataError):
        return Invalid(_("Ada isian yang terlalu panjang atau tidak terbaca. Periksa lagi isian Anda."))
    return None
