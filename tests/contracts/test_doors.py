"""Role × page × own or neighbour's place, made out of the url patterns: a new page is in it by itself."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from pendopo.access.enums import Role
from pendopo.access.policy import may
from tests.contracts.routes import FROM_PROVINCE, NOWHERE, PUBLIC, Objects, Route, furnish, routes
from tests.worlds.two_kabupaten import MALANG, SEMARANG, World

ALL = routes()
GUARDED = [r for r in ALL if r.pattern not in PUBLIC]
ONE = [r for r in GUARDED if r.parameters and r.parameters != ["row_id"]]
GARBAGE = ("'\"><script>", "9" * 25, "-1", "31/02/1970", "\U0001f600" * 30, "x" * 9000, "%00\u202e\ufeff", "")


@pytest.fixture
def own(world: World) -> Objects:
    return furnish(world, MALANG)


@pytest.fixture
def neighbours(world: World) -> Objects:
    return furnish(world, SEMARANG)


def _get(client: Client, address: str, **data: Any) -> int:
    """The status; whatever it wrote is undone, and an exception of the page is the test's."""
    with transaction.atomic():
        answer = client.get(address, data)
        transaction.set_rollback(True)
    return answer.status_code


def _post(client: Client, address: str, data: dict[str, Any]) -> int:
    with transaction.atomic():
        answer = client.post(address, data)
        transaction.set_rollback(True)
    return answer.status_code


def _both(client: Client, address: str) -> list[tuple[int, str]]:
    """Status and direction of looking at an address and of sending something there."""
    answers = []
    for send in (client.get, client.post):
        with transaction.atomic():
            answer = send(address, {"reason": "alasan yang cukup"} if send == client.post else {})
            transaction.set_rollback(True)
        answers.append((answer.status_code, answer.headers.get("Location", "")))
    return answers


def test_every_page_is_public_by_name_or_guarded_by_a_permission() -> None:
    assert len(ALL) > 40
    assert {r.pattern for r in ALL if r.permission is None} == PUBLIC


def test_strangers_are_sent_to_the_login(world: World, own: Objects) -> None:
    client = Client()
    for route in GUARDED:
        address = route.address(own)
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/masuk/?next="), address


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_it_may_and_nothing_else(world: World, own: Objects, role: Role) -> None:
    client = world.client(role)
    for route in GUARDED:
        address = route.address(own)
        status = _get(client, address)
        assert route.permission is not None
        if may(role, route.permission):
            assert status < 500, (address, status)
            told = route.parameters or route.pattern in FROM_PROVINCE
            assert status != 403 or told, f"{address}: the role may, and the page refuses it"
        elif address != "/" or role != Role.PSM:  # a PSM is led from the home page to her own
            assert status in (403, 404), (address, status)
            assert _post(client, address, {}) in (403, 404), address


@pytest.mark.parametrize("pattern", sorted(FROM_PROVINCE))
def test_a_deed_of_the_province_is_open_to_it_alone(world: World, pattern: str) -> None:
    province = world.malang.place.parent
    assert province is not None
    above, below = (world.client(Role.DINSOS_ADMIN, code) for code in (province.code, MALANG))
    assert _get(above, f"/{pattern}", wilayah=MALANG) == 200
    assert _get(below, f"/{pattern}", wilayah=MALANG) == 403


@pytest.mark.parametrize(
    "role", [Role.DINSOS_ADMIN, Role.IPSM_SECRETARY, Role.VILLAGE_OPERATOR, Role.AUDITOR]
)
def test_the_neighbours_things_do_not_exist(world: World, neighbours: Objects, role: Role) -> None:
    """They answer, word by word in the head, like things that are nowhere."""
    client = world.client(role)
    nowhere = dict.fromkeys(neighbours, NOWHERE)
    for route in ONE:
        there, gone = (_both(client, route.address(objects)) for objects in (neighbours, nowhere))
        assert there == gone, route.pattern
        permitted = may(role, route.permission)  # type: ignore[arg-type]
        assert (404 if permitted else 403) in [status for status, _to in there], (route.pattern, there)


@pytest.mark.parametrize("role", [Role.DINSOS_ADMIN, Role.VILLAGE_OPERATOR])
def test_the_neighbours_place_does_not_exist(world: World, own: Objects, role: Role) -> None:
    client = world.client(role)
    for route in GUARDED:
        for code in (SEMARANG, world.semarang.villages[0].code, "99.99", "'\"", "x" * 200):
            status = _get(client, route.address(own), wilayah=code)
            assert status in (403, 404), (route.pattern, code, status)


def _mixed(names: list[str], turn: int) -> dict[str, str]:
    """Another piece of garbage in each field, shifted by one each turn."""
    return {name: GARBAGE[(n + turn) % len(GARBAGE)] for n, name in enumerate(dict.fromkeys(names))}


@pytest.mark.parametrize("turn", range(3))
def test_garbage_in_the_address_is_never_our_fault(world: World, own: Objects, turn: int) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    names = (
        "per",
        "hal",
        "q",
        "cari",
        "dari",
        "sampai",
        "jenis",
        "oleh",
        "peran",
        "desa",
        "untuk",
        "psm",
        "urut",
        "k",
    )
    for route in GUARDED:
        status = _get(client, route.address(own), **_mixed(names, turn))
        assert status < 500, (route.pattern, status)


def test_a_nul_is_refused_for_all_pages(world: World, own: Objects) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    for route in GUARDED:
        assert _get(client, route.address(own), q="a\x00b") == 400, route.pattern
        assert _post(client, route.address(own), {"reason": "a\x00b"}) == 400, route.pattern


def _names(client: Client, route: Route, own: Objects) -> list[str]:
    """Fields of the forms of a page, and of forms that stand on other pages."""
    with transaction.atomic():
        text = client.get(route.address(own)).content.decode(errors="replace")
        transaction.set_rollback(True)
    return [*re.findall(r'\bname="([^"]+)"', text), "reason", "version", "code", "answer", "hat", "yakin"]


@pytest.mark.parametrize("turn", range(4))
def test_garbage_in_a_form_is_never_our_fault(world: World, own: Objects, turn: int) -> None:
    for route in ALL:
        client = world.client(Role.DINSOS_ADMIN)
        sent = _mixed(_names(client, route, own), 2 * turn)
        status = _post(client, route.address(own), sent)
        assert status < 500, (route.pattern, status)


def test_an_empty_form_is_never_our_fault(world: World, own: Objects) -> None:
    for route in ALL:
        client = world.client(Role.DINSOS_ADMIN)
        assert _post(client, route.address(own), {}) < 500, route.pattern
