"""What has been done in the demo since: SK asked for and answered, papers checked, people that left."""

from dataclasses import replace
from datetime import timedelta

from pendopo.access.actor import Actor
from pendopo.legality.commands import ask_sk, close_request, issue_sk, verify_sk
from pendopo.legality.drafts import SkDraft
from pendopo.legality.enums import EndKind, Issuer, StandingChoice
from pendopo.legality.models import Segment, Sk, SkRequest
from pendopo.processes.seeding.accounts import acting
from pendopo.wilayah.enums import Kind
from pendopo.wilayah.models import Wilayah

_ASKED = (("sekretaris.malang", 14), ("sekretaris.surabaya", 10), ("sekretaris.cilacap", 12),
          ("sekretaris.kabsemarang", 6), ("sekretaris.tuban", 9))  # fmt: skip


def happen_lately(actor: Actor) -> None:
    """As the secretaries and the verifier of the demo would have done it, each in her own name."""
    for username, many in _ASKED:
        secretary = acting(username, actor)
        asked = _ask(replace(secretary, at=actor.at - timedelta(days=24)), many)
        for place, request in enumerate(asked):
            day = replace(secretary, at=actor.at - timedelta(days=max(2, 21 - 2 * place)))
            if place % 3 == 0:
                _answer(day, request)
            elif place == 1:
                close_request(day, request.pk, "PSM-nya sudah pindah, desa akan menunjuk yang baru.")
    for username in ("periksa.malang", "dinsos.surabaya"):
        _check(replace(acting(username, actor), at=actor.at - timedelta(days=5)), 8)


def _ask(secretary: Actor, many: int) -> list[SkRequest]:
    gaps = Segment.objects.filter(
        village_path__gte=secretary.path,
        village_path__lt=secretary.path + "~",
        period__contains=secretary.today,
    ).exclude(standing=StandingChoice.SAH)
    paths = sorted(set(gaps.values_list("village_path", flat=True)))[:many]
    villages = Wilayah.objects.filter(path__in=paths).values_list("pk", flat=True)
    return ask_sk(secretary, list(villages), secretary.today, "whatsapp") if paths else []


def _answer(secretary: Actor, request: SkRequest) -> None:
    """The village head sends an SK that counts, for everybody who was asked about."""
    village = request.village
    signed = secretary.today - timedelta(days=4)
    draft = SkDraft(
        number=f"141/{request.pk:02}/{village.code}/{signed.year}",
        issuer=Issuer.LURAH if village.kind == Kind.KELURAHAN else Issuer.KEPALA_DESA,
        office_id=village.pk,
        signed_on=signed,
        posting_ids=tuple(request.lines.order_by("pk").values_list("posting_id", flat=True)),
        ends_on=signed.replace(year=signed.year + 5, day=min(signed.day, 28)),
        end_kind=EndKind.TANGGAL,
    )
    issue_sk(secretary, draft, request_id=request.pk)


def _check(verifier: Actor, many: int) -> None:
    unseen = Sk.objects.filter(
        namings__posting__village_path__gte=verifier.path, namings__posting__village_path__lt=verifier.path + "~",
        verifications__isnull=True, office__isnull=False, office__path__startswith=verifier.path,
    )  # fmt: skip
    for sk in unseen.order_by("-signed_on", "pk").distinct()[:many]:
        verify_sk(verifier, sk.pk, sk.version, "SK asli")
