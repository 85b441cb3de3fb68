"""KK, BPJS, schooling, photo, and other pillars of a person."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.audit.models import Event, Subject
from pendopo.codelists.commands import load_pillars, pillar_rows
from pendopo.codelists.models import PillarType
from pendopo.codelists.queries import pillar_meant
from pendopo.roster import commands
from pendopo.roster.drafts import EndDraft, PersonDraft, PillarDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import Person, PillarPosting
from pendopo.roster.nik_store import Number, kk_index
from pendopo.roster.photos import MOST_BYTES, read_photo, store_photo
from pendopo.roster.pillar_queries import pillar_counts, pillar_members
from pendopo.roster.queries import person
from pendopo.roster.schooling import schooling
from pendopo.shared.refusals import Conflict, Invalid, NotVisible
from tests.kernel.snapshots import one_event, refused
from tests.worlds.two_kabupaten import MALANG, SEMARANG, World

KK, KPJ, CARD = "3507011203090004", "12345678901", "0001234567890"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SLTA", "sma"),
        ("S-1", "s1"),
        ("D.III", "d3"),
        ("SD / MI", "sd"),
        ("Paket B", "smp"),
        ("pondok", ""),
        ("", ""),
    ],
)
def test_schooling_as_sheets_write_it(written: str, code: str) -> None:
    assert schooling(written) == code


@pytest.fixture
def she(world: World) -> Actor:
    return world.actor(Role.IPSM_SECRETARY)


def human(world: World, name: str = "soon") -> Person:
    return Person.objects.get(pk=world.malang.people[name])


def draft_of(one: Person, **more: Any) -> PersonDraft:
    return PersonDraft(name=one.name, birth_on=one.birth_on, sex=one.sex, **more)


def jpeg(size: tuple[int, int] = (900, 600), **more: Any) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, "JPEG", quality=95, **more)
    return out.getvalue()


def test_numbers_are_sealed_masked_and_kept(world: World, she: Actor) -> None:
    one = human(world)
    more = {
        "kk": KK,
        "bpjs_work": KPJ,
        "bpjs_health": CARD,
        "education": "sma",
        "job": "Petani",
        "blood": "O+",
    }
    one = commands.correct_person(she, one.pk, one.version, draft_of(one, **more))
    assert KK.encode() not in bytes(one.kk_sealed or b"")
    assert (one.number(Number.KK), one.kk_tail, one.kk_index) == (KK, "04", kk_index(KK))
    one = commands.correct_person(she, one.pk, one.version, draft_of(one, job="Guru"), keep=set(Number))
    assert [one.number(n) for n in Number] == [KK, KPJ, CARD]
    assert (one.job, one.education) == ("Guru", "")
    subject = Subject.objects.filter(event__name="person.corrected").latest("pk")
    assert KK not in str(subject.changes)
    one = commands.correct_person(she, one.pk, one.version, draft_of(one))
    assert (one.kk_sealed, one.kk_index, one.kk_tail, one.bpjs_work_sealed) == (None, None, "", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kk", "123"),
        ("kk", "9907011203090004"),
        ("kk", "35070112030900AB"),
        ("kk", "3507011203090000"),
        ("bpjs_work", "123"),
        ("bpjs_health", "12345678901"),
        ("blood", "C"),
        ("education", "tk"),
        ("job", "x" * 81),
    ],
)
def test_what_cannot_be_is_refused_by_field(field: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        PersonDraft(name="Siti", **{field: value})
    assert refusal.value.fields.keys() == {field}


def test_a_family_card_is_not_the_nik(world: World) -> None:
    with pytest.raises(Invalid, match="Itu NIK"):
        PersonDraft(name="Siti", nik=KK, nik_state="unsure", kk=KK)  # type: ignore[arg-type]


def test_a_number_is_revealed_with_a_reason(world: World, she: Actor) -> None:
    one = human(world)
    one = commands.correct_person(she, one.pk, one.version, draft_of(one, kk=KK))
    with one_event("nik.number_revealed"):
        assert commands.reveal_number(she, one.pk, Number.KK, "Pendaftaran BPJS") == KK
    with refused(Invalid):
        commands.reveal_number(she, one.pk, Number.KK, "")
    with refused(NotVisible):
        commands.reveal_number(world.actor(Role.IPSM_SECRETARY, SEMARANG), one.pk, Number.KK, "Ingin tahu")


def test_a_photo_is_shrunk_and_says_nothing_of_the_camera(world: World, she: Actor) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "KameraRahasia"
    exif.get_ifd(0x8825)[1] = "S"
    one = human(world)
    with one_event("person.photo_set"):
        one = commands.set_photo(she, one.pk, one.version, jpeg((1600, 1200), exif=exif))
    content = read_photo(one.photo) or b""
    stored = Image.open(BytesIO(content))
    assert stored.size == (360, 480)  # turned upright
    assert len(content) <= MOST_BYTES
    assert not stored.getexif()
    assert b"KameraRahasia" not in content
    assert Image.open(BytesIO(read_photo(one.photo, small=True) or b"")).size == (72, 96)
    one = commands.remove_photo(she, one.pk, one.version)
    assert one.photo == ""


def test_a_see_through_png_lies_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(out, "PNG")
    stored = Image.open(BytesIO(read_photo(store_photo(out.getvalue())) or b""))
    pixel = stored.getpixel((100, 100))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 250


def _bomb() -> bytes:
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"bukan foto", b"GIF89a" + b"\0" * 90, jpeg()[:2000], b"\x89PNG\r\n\x1a\n" + b"\xff" * 400, jpeg((40, 40)),
     _bomb(), b"\xff\xd8\xff" * 5_000_000],
    ids=["empty", "text", "gif", "cut", "png", "tiny", "bomb", "large"],
)  # fmt: skip
def test_a_hostile_photo_is_a_sentence(content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        store_photo(content)
    assert refusal.value.fields.keys() == {"photo"}


def test_pillars_are_loaded_once_and_found_by_what_sheets_call_them(db: None) -> None:
    assert PillarType.objects.count() == len(pillar_rows())
    assert load_pillars() == 0
    found = [
        pillar_meant(word) for word in ("KARTAR", "Taruna Siaga Bencana", "pendamping PKH", "Ketua RT", "")
    ]
    assert [kind and kind.code for kind in found] == ["KT", "TAGANA", "PKH", None, None]
    aliases = [alias for row in pillar_rows() for alias in row["aliases"]]
    assert len(aliases) == len(set(aliases))


def start(
    world: World, actor: Actor, name: str = "soon", code: str = "TKSK", on: date = date(2022, 1, 1)
) -> PillarPosting:
    place = {"TKSK": world.malang.district, "KT": world.malang.villages[0], "TAGANA": world.malang.place}[
        code
    ]
    return commands.start_pillar(
        actor, world.malang.people[name], place.pk, PillarDraft(code, on, "SK 460/1")
    )


def test_one_human_in_two_pillars_counts_once(world: World, she: Actor) -> None:
    with one_event("pillar.started"):
        start(world, she)
    start(world, she, code="TAGANA")
    start(world, she, "young", "TAGANA")
    people, counts = pillar_counts(she, world.malang.place, world.on)
    assert people == 2
    assert {c.pillar.code: c.people for c in counts} == {"TKSK": 1, "TAGANA": 2}
    lines = list(pillar_members(she, world.malang.place, world.on, "TAGANA", "ratna"))
    assert [(m.person_id, m.is_psm) for m in lines] == [(world.malang.people["young"], True)]  # type: ignore[attr-defined]
    assert pillar_counts(she, world.malang.villages[0], world.on)[0] == 0


def test_level_period_and_reach_are_asked(world: World, she: Actor) -> None:
    post = start(world, she)
    with refused(Conflict):
        start(world, she, on=date(2023, 1, 1))
    with refused(Invalid):  # a TKSK works for a district
        commands.start_pillar(
            she, world.malang.people["soon"], world.malang.villages[0].pk, PillarDraft("TKSK", world.on)
        )
    with refused(Invalid):
        commands.start_pillar(
            she, world.malang.people["soon"], world.malang.district.pk, PillarDraft("XX", world.on)
        )
    with refused(NotVisible):
        commands.start_pillar(
            she, world.malang.people["soon"], world.semarang.district.pk, PillarDraft("TKSK", world.on)
        )
    ended = commands.end_pillar(she, post.pk, post.version, EndDraft(date(2023, 5, 1), EndReason.UNABLE))
    start(world, she, on=date(2023, 5, 2))
    with refused(Conflict):
        commands.end_pillar(she, ended.pk, ended.version, None)
    with refused(NotVisible):
        commands.cancel_pillar(
            world.actor(Role.IPSM_SECRETARY, SEMARANG), post.pk, ended.version, "Salah orang"
        )


def test_a_pillar_is_corrected_and_cancelled(world: World, she: Actor) -> None:
    post = start(world, she)
    with one_event("pillar.corrected"):
        post = commands.correct_pillar(
            she, post.pk, post.version, world.malang.place.pk, PillarDraft("TAGANA", date(2020, 1, 1))
        )
    assert (post.pillar.code, post.place_path) == ("TAGANA", world.malang.place.path)
    with one_event("pillar.cancelled"):
        commands.cancel_pillar(she, post.pk, post.version, "Salah orang")
    assert pillar_counts(she, world.malang.place, world.on)[0] == 0
    with refused(Conflict):
        commands.cancel_pillar(she, post.pk, post.version + 1, "Salah orang")


def test_the_end_of_service_leaves_pillars_and_death_ends_all(world: World, she: Actor) -> None:
    start(world, she)
    psm = world.malang.psm["soon"]
    commands.end_posting(
        she, psm.pk, psm.version, EndDraft(world.on - timedelta(days=2), EndReason.OWN_REQUEST)
    )
    assert pillar_counts(she, world.malang.place, world.on)[0] == 1
    one = human(world)
    one = commands.record_death(she, one.pk, one.version, world.on - timedelta(days=1))
    assert pillar_counts(she, world.malang.place, world.on)[0] == 0
    commands.record_death(she, one.pk, one.version, None)
    assert pillar_counts(she, world.malang.place, world.on)[0] == 1


def test_a_member_who_is_no_psm_is_seen_where_she_works(world: World, she: Actor) -> None:
    with one_event("pillar.registered"):
        post = commands.register_pillar_member(
            she,
            world.malang.district.pk,
            PersonDraft(name="Yuni Astuti", kk=KK),
            PillarDraft("TKSK", world.on),
        )
    assert person(she, post.person_id).name == "Yuni Astuti"
    with pytest.raises(NotVisible):
        person(world.actor(Role.IPSM_SECRETARY, SEMARANG), post.person_id)
    operator = world.actor(Role.VILLAGE_OPERATOR)
    assert not visible(Person.objects.filter(pk=post.person_id), operator, Permission.PERSON_VIEW).exists()
    one = commands.correct_person(she, post.person_id, 1, PersonDraft(name="Yuni Astutik"), keep={Number.KK})
    assert one.number(Number.KK) == KK
    commands.record_death(she, one.pk, one.version, world.on)
    assert commands.reveal_nik(she, one.pk, "Pencocokan KTP") == ""
    assert Event.objects.filter(name="person.died").latest("pk").place_id == world.malang.district.pk


def test_everybody_is_still_found_once(world: World, she: Actor) -> None:
    start(world, she)
    start(world, she, code="TAGANA")
    rows = visible(Person.objects.all(), she, Permission.PERSON_VIEW)
    assert sorted(rows.values_list("pk", flat=True)) == sorted(world.malang.people.values())
    assert (
        one_visible(Person.objects.all(), she, Permission.PERSON_VIEW, pk=human(world).pk).name
        == human(world).name
    )
    assert MALANG
