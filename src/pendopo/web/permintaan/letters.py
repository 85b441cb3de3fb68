"""From a request to what the village head reads: the letter, its sheet, and the WhatsApp text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.documents.records import RequestLetter, SheetRow, VillageSheet
from pendopo.documents.whatsapp import village_request_text
from pendopo.legality.enums import Issuer
from pendopo.legality.models import Policy as PolicyRow
from pendopo.legality.models import SkRequest
from pendopo.legality.phrases import entitled_words, must_contain
from pendopo.legality.queries import Verdict
from pendopo.legality.request_phrases import wanted
from pendopo.legality.request_queries import Sheet, policies_on, sheets
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import DEFAULT_POLICY, Bimtek, Policy
from pendopo.shared.nik import age_on
from pendopo.shared.phones import format_phone
from pendopo.web.door import Visit
from pendopo.wilayah.enums import Kind
from pendopo.wilayah.models import Wilayah


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request with its sheet and its short text."""

    request: SkRequest
    sheet: VillageSheet
    text: str


def prepared(visit: Visit, found: Sequence[SkRequest]) -> list[tuple[RequestLetter, Prepared]]:
    """Letter and sheet of each request. The letter quotes the policy that judges an SK signed in that village the day
    it was asked for; requests of one day under one policy share it."""
    policies = _policies(found)
    letters: dict[tuple[object, object, int | None], tuple[Policy, RequestLetter]] = {}
    listed = []
    for sheet in sheets(visit.actor, found):
        request = sheet.request
        row = policies[request.pk]
        key = (request.as_of, request.asked_on, row.pk if row else None)
        if key not in letters:
            law = _law(row)
            letters[key] = law, letter_for(visit, request, law)
        law, letter = letters[key]
        page = village_sheet(sheet, law, row.wanted_per_village if row else 1)
        listed.append((letter, Prepared(request, page, village_request_text(letter, page))))
    return listed


def _policies(found: Sequence[SkRequest]) -> dict[int, PolicyRow | None]:
    """Request → the policy of the nearest office of its village, on the day it was asked."""
    by_day: dict[date, list[SkRequest]] = {}
    for request in found:
        by_day.setdefault(request.asked_on, []).append(request)
    of_day = {day: policies_on((r.village_path for r in asked), day) for day, asked in by_day.items()}
    return {r.pk: of_day[r.asked_on][r.village_path] for r in found}


def letter_for(visit: Visit, request: SkRequest, law: Policy) -> RequestLetter:
    office = visit.frame.hat.place if visit.frame.hat else visit.place.full_name
    user = visit.request.user
    return RequestLetter(
        office=_office(visit.actor.role, office),
        office_address="",
        written_at=_town(office),
        dated_on=request.asked_on,
        as_of=request.as_of,
        sk_must_say=must_contain(law),
        contact_name=visit.actor.name,
        contact_phone=format_phone(user.phone or "") if isinstance(user, User) else "",
        signer_title=str(Role(visit.actor.role).label),
        signer_name=visit.actor.name,
    )


def _office(role: Role, place: str) -> str:
    if role in (Role.DINSOS_ADMIN, Role.DINSOS_VERIFIER):
        return _("Dinas Sosial %(place)s") % {"place": place}
    return _("IPSM %(place)s") % {"place": place}


def _town(place: str) -> str:
    """ "Kab. Malang" → "Malang"."""
    return (
        place.split(" ", 1)[-1] if place.startswith(("Kab. ", "Kota ", "Kec. ", "Kel. ", "Desa ")) else place
    )


def _law(row: PolicyRow | None) -> Policy:
    if row is None:
        return DEFAULT_POLICY
    return Policy(frozenset(IssuerType(i) for i in row.entitled), row.longest_term_months, Bimtek(row.bimtek))


def village_sheet(sheet: Sheet, law: Policy, psm_wanted: int) -> VillageSheet:
    village = sheet.request.village
    district = village.parent
    assert district is not None
    assert district.parent is not None
    return VillageSheet(
        village=spoken(village),
        addressee=head_of(village),
        district=spoken(district),
        regency=spoken(district.parent),
        psm_total=sheet.psm_total,
        rows=[_row(verdict, sheet.request, law) for verdict in sheet.lacking],
        code=sheet.request.number,
        psm_wanted=psm_wanted,
        appointed_by="" if IssuerType(signer_of(village)) in law.entitled else entitled_words(law.entitled),
    )


def _row(verdict: Verdict, request: SkRequest, law: Policy) -> SheetRow:
    person, place = verdict.posting.person, spoken(request.village)
    needed = dict.fromkeys(wanted(rule_id, law, place) for rule_id in verdict.rules)
    return SheetRow(
        name=person.full_name,
        age=age_on(person.birth_on, request.as_of) if person.birth_on else None,
        why=" ".join(verdict.reasons),
        needed=" ".join(filter(None, needed)),
    )


def spoken(place: Wilayah) -> str:
    """In full, as a letter writes it: Desa Banjararum, Kecamatan Singosari, Kabupaten Malang."""
    return f"{str(Kind(place.kind).label).capitalize()} {place.name}"


def head_of(village: Wilayah) -> str:
    """Kepala Desa Banjararum, Lurah Sisir."""
    return f"{signer_of(village).label} {village.name}"


def signer_of(village: Wilayah) -> Issuer:
    return Issuer.LURAH if village.kind == Kind.KELURAHAN else Issuer.KEPALA_DESA
