"""A law changes the tree while others work: they finish before it, or are told, and lose nothing."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections, transaction

from pendopo.access.enums import Role
from pendopo.legality.timelines import drift
from pendopo.processes.imports import saving
from pendopo.processes.imports.commands import answer, queue_save
from pendopo.processes.imports.saving import save_import
from pendopo.processes.models import ImportState, RowState
from pendopo.processes.tree.commands import merge_places, rename_place
from pendopo.processes.tree.drafts import Named
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.wilayah import locks
from tests.processes.imports import VILLAGE_HEAD, begin, confirm
from tests.tree.test_deeds import LAW, new_regency
from tests.tree.whole import tree_is_whole
from tests.worlds.two_kabupaten import JATIM, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def aside(pool: ThreadPoolExecutor, deed: Callable[[], Any]) -> "Future[Any]":
    """Done on another connection; a refusal is its answer."""

    def run() -> Any:
        try:
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    return pool.submit(run)


@contextmanager
def somebody_saves() -> Iterator[None]:
    """A save that takes long holds the tree, on a connection of its own."""
    holds, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            locks.hold_tree()
            holds.set()
            done.wait(60)

    with ThreadPoolExecutor(1) as pool:
        held = aside(pool, hold)
        assert holds.wait(20)
        try:
            yield
        finally:
            done.set()
            held.result(20)


def roster(world: World, village: int) -> bytes:
    place = world.malang.villages[village]
    head = "No,Nama,NIK,Tempat Lahir,Tanggal Lahir,Desa/Kelurahan,Kecamatan,No SK,Tanggal SK\n"
    people = ("Wagiman,,Malang,1/2/1970", "Suparti,,Malang,3/4/1971")
    where = f"{place.name},{world.malang.district.name},141/9/2022,3/4/2022"
    return (head + "".join(f"{n},{who},{where}\n" for n, who in enumerate(people, 1))).encode()


def test_a_law_waits_for_a_save_only_so_long(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "_PATIENCE", "200ms")
    jatim, village = world.actor(Role.DINSOS_ADMIN, JATIM), world.malang.villages[0]
    with somebody_saves(), pytest.raises(Conflict, match="coba lagi setelah penyimpanan itu selesai"):
        rename_place(jatim, village.pk, Named("Sidomakmur", "desa", village.code), LAW)
    rename_place(jatim, village.pk, Named("Sidomakmur", "desa", village.code), LAW)


def test_who_saves_while_her_village_goes_elsewhere_is_told(world: World) -> None:
    """She pressed Save in the old regency; the law was faster."""
    jatim, secretary = world.actor(Role.DINSOS_ADMIN, JATIM), world.actor(Role.IPSM_SECRETARY)
    village = world.malang.villages[0]
    draft = PersonDraft("Baru Sekali")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            new_regency(jatim, world)
            saving_her = aside(
                pool, lambda: register_psm(secretary, village.pk, draft, PostingDraft(date(2025, 1, 1)))
            )
            with pytest.raises(TimeoutError):
                saving_her.result(1)
        refused = saving_her.result(30)
    assert isinstance(refused, Conflict)
    assert "baru saja berubah" in refused.sentence
    assert not PsmPosting.objects.filter(person__name="Baru Sekali").exists()
    with pytest.raises(Conflict) as again:
        register_psm(secretary, village.pk, draft, PostingDraft(date(2025, 1, 1)))
    assert "baru saja berubah" in again.value.sentence


def test_who_saves_in_a_village_that_is_merged_is_told(world: World) -> None:
    jatim, secretary = world.actor(Role.DINSOS_ADMIN, JATIM), world.actor(Role.IPSM_SECRETARY)
    one, two = world.malang.villages[:2]
    merge_places(jatim, (two.pk,), one.pk, None, LAW)
    with pytest.raises(Refusal) as refused:
        register_psm(secretary, two.pk, PersonDraft("X Y"), PostingDraft(date(2025, 1, 1)))
    assert f"Pilih {one.full_name}" in refused.value.sentence


def test_a_village_merged_between_preview_and_save(world: World) -> None:
    """Rows of the closed village go to the one that carries on; nothing is asked, nobody is lost."""
    jatim, secretary = world.actor(Role.DINSOS_ADMIN, JATIM), world.actor(Role.IPSM_SECRETARY)
    one, two = world.malang.villages[:2]
    batch = confirm(secretary, begin(secretary, "daftar.csv", roster(world, 1)))
    batch = answer(secretary, batch.pk, VILLAGE_HEAD)
    merge_places(jatim, (two.pk,), one.pk, None, LAW)
    queue_save(secretary, batch.pk)
    saved = save_import(secretary, batch.pk)
    assert saved.counts.get(RowState.NEW) == 2
    assert PsmPosting.objects.filter(village=one, import_id=batch.pk).count() == 2
    tree_is_whole()


def test_a_village_merged_while_its_roster_is_saved(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The save is in the middle: the merger waits for it, and takes its people along."""
    jatim, secretary = world.actor(Role.DINSOS_ADMIN, JATIM), world.actor(Role.IPSM_SECRETARY)
    one, two = world.malang.villages[:2]
    batch = confirm(secretary, begin(secretary, "daftar.csv", roster(world, 1)))
    queue_save(secretary, answer(secretary, batch.pk, VILLAGE_HEAD).pk)
    planned, merging = saving.decided, threading.Event()

    def plan(*args: Any) -> Any:
        merging.set()
        connection.cursor().execute("SELECT pg_sleep(1.5)")
        return planned(*args)

    monkeypatch.setattr(saving, "decided", plan)
    with ThreadPoolExecutor(1) as pool:
        imported = aside(pool, lambda: save_import(secretary, batch.pk))
        assert merging.wait(20)
        merge_places(jatim, (two.pk,), one.pk, None, LAW)
        assert imported.result(30).state == ImportState.SAVED
    assert PsmPosting.objects.filter(village=one, import_id=batch.pk).count() == 2
    assert drift(list(PsmPosting.objects.values_list("pk", flat=True))).postings == ()
    tree_is_whole()


def test_a_village_that_left_the_regency_of_the_import(world: World) -> None:
    """Already queued, its rows wait with the reason; nothing of them is lost. Once asked anew, that is said."""
    jatim, secretary = world.actor(Role.DINSOS_ADMIN, JATIM), world.actor(Role.IPSM_SECRETARY)
    batch = confirm(secretary, begin(secretary, "daftar.csv", roster(world, 1)))
    queue_save(secretary, answer(secretary, batch.pk, VILLAGE_HEAD).pk)
    new_regency(jatim, world)
    saved = save_import(secretary, batch.pk)
    assert saved.state == ImportState.SAVED
    assert saved.counts.get(RowState.WAITS) == 2
    assert not PsmPosting.objects.filter(import_id=batch.pk).exists()
    assert saved.rows.filter(state=RowState.WAITS, draft_sealed__isnull=False).count() == 2
    again = confirm(secretary, begin(secretary, "lagi.csv", roster(world, 2)))
    with pytest.raises(Conflict, match="Belum ada baris yang siap"):
        queue_save(secretary, answer(secretary, again.pk, VILLAGE_HEAD).pk)
