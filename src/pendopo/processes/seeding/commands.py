"""Batch commands that put a made-up world into the register.

In: a `Seed` of one regency. Out: its rows by COPY, its timelines judged by the one judge, one event for the
batch with every person as a subject. It checks no draft: the makers of seeds write what is well formed, and
the constraints of the tables hold as ever. It is not for people's data; those come through `roster`,
`legality` and the import.
"""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from pendopo.access.policy import Permission
from pendopo.codelists.queries import pillar_types
from pendopo.kernel.bulk import copy_rows, next_ids
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.rows import number_key
from pendopo.legality.models import Sk, SkNaming, SkRevocation, SkVerification
from pendopo.processes.seeding.drafts import Seed, SeedPerson, SeedSk
from pendopo.roster.commands.twins import note_likely_twins
from pendopo.roster.models import Person, PillarPosting, PsmPosting
from pendopo.roster.nik_store import Number, store_nik, store_number
from pendopo.shared.clock import WIB
from pendopo.shared.names import name_key
from pendopo.wilayah.models import Wilayah

_PERSON = (
    "id", "uid", "name", "title_front", "title_back", "name_key", "nik_state", "nik_sealed", "nik_index", "nik_stem",
    "nik_tail", "birth_place", "birth_on", "sex", "address", "phone", "died_on", "version", "created_at",
    "education", "job", "blood",
)  # fmt: skip
_POSTING = (
    "id", "person", "village", "village_path", "starts_on", "until", "end_reason", "end_note", "kta_number",
    "bimtek_attended", "bimtek_on", "bimtek_number", "bimtek_organiser", "cancel_reason",
    "version",
)  # fmt: skip
_SK = (
    "id", "number", "number_key", "issuer", "office", "signer_name", "stated_by", "stated_at", "signed_on",
    "signed_year", "starts_on", "ends_on", "end_kind", "revokes_former", "annul_reason", "version", "recorded_at",
)  # fmt: skip


@command("demo.seeded", Permission.IMPORT_RUN)
def seed_regency(desk: Desk, regency: Wilayah, seed: Seed) -> None:
    """Write the people, postings and papers of one regency, and judge them all."""
    desk.at(regency)
    people = _people(desk, seed)
    postings = _postings(seed, people)
    _pillars(seed, people)
    papers = _papers(desk, seed)
    _namings(seed, postings, papers)
    _checks(seed, papers)
    desk.touches(postings)
    for person_id in people:
        desk.about(Person(pk=person_id), person_id=person_id)
    for place in seed.twins:
        note_likely_twins(Person.objects.get(pk=people[place]), desk.actor.at)
    desk.counts(regency=regency.code, people=len(people), postings=len(postings), papers=len(papers))


def _people(desk: Desk, seed: Seed) -> list[int]:
    ids = next_ids(Person, len(seed.people))
    names = (*_PERSON, *_numbers(seed.people[0])) if seed.people else _PERSON
    copy_rows(Person, names, (_person(i, p, desk.actor.at) for i, p in zip(ids, seed.people, strict=True)))
    return ids


def _person(pk: int, person: SeedPerson, at: datetime) -> tuple[Any, ...]:
    nik = store_nik(person.uid, person.nik, person.nik_state)
    return (
        pk, person.uid, person.name, person.title_front, person.title_back, name_key(person.name)[:120],
        nik.nik_state.value, nik.nik_sealed, nik.nik_index, nik.nik_stem, nik.nik_tail, person.birth_place,
        person.birth_on, person.sex, person.address, person.phone, person.died_on, 1, at,
        person.education, person.job, person.blood, *_numbers(person).values(),
    )  # fmt: skip


def _numbers(person: SeedPerson) -> dict[str, Any]:
    """Columns of KK and BPJS, always the same and in one order."""
    columns: dict[str, Any] = {}
    for which in Number:
        columns |= store_number(person.uid, which, getattr(person, which))
    return columns


def _pillars(seed: Seed, people: list[int]) -> None:
    kinds = {kind.code: kind.pk for kind in pillar_types()}
    columns = (
        "person", "pillar", "place", "place_path", "starts_on", "paper", "end_reason", "end_note", "cancel_reason",
        "version",
    )  # fmt: skip
    rows = (
        (people[p.person], kinds[p.pillar], p.place_id, p.place_path, p.starts_on, p.paper, "", "", "", 1)
        for p in seed.pillars
    )
    copy_rows(PillarPosting, columns, rows)


def _postings(seed: Seed, people: list[int]) -> list[int]:
    ids = next_ids(PsmPosting, len(seed.postings))
    rows = (
        (
            pk, people[p.person], p.village_id, p.village_path, p.starts_on, p.until, str(p.end_reason), p.end_note,
            p.kta_number, p.bimtek_attended, p.bimtek_on, p.bimtek_number, p.bimtek_organiser, "", 1,
        )
        for pk, p in zip(ids, seed.postings, strict=True)
    )  # fmt: skip
    copy_rows(PsmPosting, _POSTING, rows)
    return ids


def _papers(desk: Desk, seed: Seed) -> list[int]:
    ids = next_ids(Sk, len(seed.papers))
    copy_rows(Sk, _SK, (_paper(i, p, desk.actor.at) for i, p in zip(ids, seed.papers, strict=True)))
    return ids


def _paper(pk: int, sk: SeedSk, at: datetime) -> tuple[Any, ...]:
    return (
        pk, sk.number, number_key(sk.number), sk.issuer.value if sk.issuer else "", sk.office_id, sk.signer_name,
        sk.stated_by, at if sk.stated_by else None, sk.signed_on,
        sk.signed_on.year if sk.signed_on else sk.signed_year, sk.starts_on, sk.ends_on, sk.end_kind.value,
        sk.revokes_former, "", 1, at,
    )  # fmt: skip


def _namings(seed: Seed, postings: list[int], papers: list[int]) -> None:
    def rows() -> Iterator[tuple[int, int, int, int]]:
        for pk, sk in zip(papers, seed.papers, strict=True):
            for order, place in enumerate(sk.named, 1):
                village = sk.other_villages.get(place, seed.postings[place].village_id)
                yield pk, postings[place], village, order

    copy_rows(SkNaming, ("sk", "posting", "village", "order"), rows())


def _checks(seed: Seed, papers: list[int]) -> None:
    pairs = list(zip(papers, seed.papers, strict=True))
    copy_rows(
        SkVerification,
        ("sk", "by_user_id", "by_name", "at", "seen"),
        (
            (pk, 0, "Pemeriksa Dinas Sosial", datetime.combine(sk.verified_on, time(10), WIB), sk.seen)
            for pk, sk in pairs
            if sk.verified_on
        ),
    )
    copy_rows(
        SkRevocation,
        ("sk", "revoked_on", "paper", "reason", "recorded_at"),
        (
            (pk, sk.revoked_on, "", sk.revoke_reason, datetime.combine(sk.revoked_on, time(10), WIB))
            for pk, sk in pairs
            if sk.revoked_on
        ),
    )
