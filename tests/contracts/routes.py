"""Every page, read from the url patterns, and an object of each kind for the addresses that want one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.access.enums import Role
from pendopo.access.policy import Permission
from pendopo.legality.commands import set_board_policy, set_policy
from pendopo.legality.drafts import BoardPolicyDraft, PolicyDraft
from pendopo.legality.enums import BoardNeed, Issuer
from pendopo.processes.imports.commands import begin_import
from pendopo.processes.merging.commands import merge_people
from pendopo.processes.models import Merge
from pendopo.roster.board_drafts import PlanDraft, PlanLineDraft, StopDraft
from pendopo.roster.commands import ask_move, register_psm, start_pillar
from pendopo.roster.commands.boards import set_seat_plan, stop_unit
from pendopo.roster.drafts import PersonDraft, PillarDraft, PostingDraft
from pendopo.roster.enums import SeatKind, StopKind
from pendopo.roster.models import IpsmUnit, LikelyDuplicate
from pendopo.rules.policy import Bimtek
from pendopo.targets.commands import set_round
from pendopo.targets.drafts import RoundDraft, StagesDraft
from pendopo.wilayah.enums import Level
from tests.worlds.boards import formed
from tests.worlds.two_kabupaten import MALANG, SEMARANG, Regency, World

# Pages for strangers: coming in, going out, and the switches that ask for themselves who comes.
SECOND_STEP = ("masuk/langkah-kedua/", "masuk/passkey/", "masuk/passkey/tanya/")
PUBLIC = frozenset({"masuk/", "keluar/", "peran/", "sandi/", "huruf/", "kunci/", "lupa-sandi/", *SECOND_STEP})
DEVELOPING = ("potongan", "static/")
# Deeds of an office above the regency: the role may, at a regency it is told who does it.
FROM_PROVINCE = frozenset(f"wilayah/perubahan/{deed}/" for deed in ("nama", "pindah", "mekar", "gabung"))
NOWHERE = 987_654_321
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

Objects = dict[str, int]


@dataclass(frozen=True, slots=True)
class Route:
    pattern: str
    view: Callable[..., Any]

    @property
    def area(self) -> str:
        return self.pattern.split("/")[0]

    @property
    def permission(self) -> Permission | None:
        return getattr(self.view, "permission", None)

    @property
    def parameters(self) -> list[str]:
        return _PARAMETER.findall(self.pattern)

    def address(self, objects: Objects) -> str:
        return "/" + _PARAMETER.sub(lambda m: str(object_for(objects, self.area, m[1])), self.pattern)


def routes() -> list[Route]:
    found = [Route(pattern, view) for pattern, view in _walk(get_resolver().url_patterns, "")]
    return [r for r in found if not r.pattern.startswith(DEVELOPING)]


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback


def object_for(objects: Objects, area: str, parameter: str) -> int:
    """`area.parameter` before `parameter`; a parameter that nobody told of is a KeyError: add it below."""
    return objects.get(f"{area}.{parameter}", objects.get(parameter, 0)) or objects[parameter]


def furnish(world: World, code: str) -> Objects:
    """One object of every kind in a regency, under the names that addresses use."""
    here: Regency = world.malang if code == MALANG else world.semarang
    there = world.semarang if code == MALANG else world.malang
    admin = world.actor(Role.DINSOS_ADMIN, code)
    user = world.user(Role.IPSM_CHAIR, code)
    posting = here.psm["unchecked"]
    asked_of_us = ask_move(
        world.actor(Role.DINSOS_ADMIN, MALANG if code == SEMARANG else SEMARANG),
        there.psm["expired"].pk, there.psm["expired"].version, here.villages[0].pk, world.on,
    )  # fmt: skip
    left, right = sorted((here.people["unchecked"], here.people["expired"]))
    pair = LikelyDuplicate.objects.create(
        left_id=left, right_id=right, why="nama_dan_lahir", place_path=here.place.path, found_at=admin.at
    )
    return {
        "person_id": here.people["unchecked"],
        "posting_id": posting.pk,
        "sk_id": here.sk["unchecked"],
        "permintaan.request_id": here.request_id,
        "pindah.request_id": asked_of_us.pk,
        "pair_id": pair.pk,
        "pillar_id": _pillar(admin, here),
        "merge_id": _merge(admin, here),
        "user_id": user.pk,
        "session_id": _session(world, code),
        "grant_id": user.grants.get().pk,
        "policy_id": _policy(admin, here),
        **_targets(world, here),
        **_board(world, here, code),
        "batch_id": _batch(admin, here),
        "passkey_id": NOWHERE,  # only its owner reaches it
        "uid": NOWHERE,  # only whoever asked for the list reaches it
        "row_id": NOWHERE,  # rows in doubt come only out of a saved import
    }


def _session(world: World, code: str) -> int:
    """The chair is in on one device."""
    world.client(Role.IPSM_CHAIR, code)
    return world.user(Role.IPSM_CHAIR, code).sessions.latest("pk").pk


def _pillar(admin: Any, here: Regency) -> int:
    draft = PillarDraft("TKSK", admin.today)
    return start_pillar(admin, here.people["unchecked"], here.district.pk, draft).pk


def _merge(admin: Any, here: Regency) -> int:
    """A record written down twice, made one."""
    draft = PersonDraft(name="Ditulis Dua Kali")
    twice = register_psm(admin, here.villages[2].pk, draft, PostingDraft(admin.today))
    merge_people(admin, here.people["replaced"], twice.person_id)
    return Merge.objects.latest("pk").pk


def _policy(admin: Any, here: Regency) -> int:
    draft = PolicyDraft(None, (Issuer.KEPALA_DESA, Issuer.LURAH), None, Bimtek.PERINGATAN, 1)
    return set_policy(admin, here.place.pk, draft).pk


def _board(world: World, here: Regency, code: str) -> Objects:
    """An IPSM with everything that has an address of its own."""
    board = formed(world, code)
    province = here.place.parent
    assert province is not None
    above, admin = world.actor(Role.DINSOS_ADMIN, province.code), world.actor(Role.DINSOS_ADMIN, code)
    version = IpsmUnit.objects.get(pk=board.unit.pk).version
    stop = stop_unit(above, board.unit.pk, version, StopDraft(StopKind.BEKU, world.on, "Dua ketua"))
    needs = (BoardNeed.SAH,)
    signers = (Issuer.BUPATI_WALIKOTA,)
    asked = BoardPolicyDraft(Level.REGENCY, None, signers, 60, 6, needs)
    plan = PlanDraft((PlanLineDraft(SeatKind.KETUA, "Ketua"),))
    return {
        "unit_id": board.unit.pk,
        "term_id": board.term.pk,
        "step_id": board.step.pk,
        "seat_id": board.seat().pk,
        "holder_id": board.holder().pk,
        "work_id": board.work.pk,
        "item_id": board.item.pk,
        "stop_id": stop.pk,
        "pengurus.sk_id": board.sk.pk,
        "board_policy_id": set_board_policy(admin, here.place.pk, asked).pk,
        "plan_id": set_seat_plan(admin, here.place.pk, Level.REGENCY, plan).pk,
    }


def _targets(world: World, here: Regency) -> Objects:
    province = here.place.parent
    assert province is not None
    stages = StagesDraft(True, 90, 80, 60)
    draft = RoundDraft("Sampai rakor", world.on, world.on + timedelta(days=300), stages)
    made = set_round(world.actor(Role.DINSOS_ADMIN, province.code), province.pk, draft)
    return {"round_id": made.pk, "target_id": made.targets.get(regency=here.place).pk}


def _batch(admin: Any, here: Regency) -> int:
    head = "No,Nama,NIK,Tempat Lahir,Tanggal Lahir,Desa/Kelurahan,Kecamatan,No SK,Tanggal SK\n"
    row = f"1,Wagiman,,Malang,1/2/1970,{here.villages[0].name},{here.district.name},141/9/2022,3/4/2022\n"
    return begin_import(admin, "daftar.csv", (head + row).encode()).pk
