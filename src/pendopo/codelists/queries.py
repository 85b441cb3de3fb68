"""Reads of the lists. They belong to nobody's place, so nobody is asked who reads them."""

from datetime import date

from django.db.models import Q, QuerySet

from pendopo.codelists.models import PillarType
from pendopo.prepared import prepared
from pendopo.shared.text import key

_pillar_types = prepared(lambda: PillarType.objects.all())


def pillar_types() -> list[PillarType]:
    """All of them, also those that take nobody new."""
    return _pillar_types()


def pillar_types_on(day: date) -> QuerySet[PillarType]:
    """Those that somebody may join on a day."""
    return PillarType.objects.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))


def pillar_type(code: str) -> PillarType | None:
    return PillarType.objects.filter(code=code).first()


def pillar_meant(words: str) -> PillarType | None:
    """The pillar that a sheet's words mean; None where they mean none, or more than one."""
    wanted = key(words)
    found = list(PillarType.objects.filter(aliases__contains=[wanted])[:2]) if wanted else []
    return found[0] if len(found) == 1 else None
