"""Devices that are in, shared computers, and what others may end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.access.enums import Role
from pendopo.access.models import Session, User
from pendopo.accounts.commands import end_sessions_of
from pendopo.accounts.devices import device_words
from pendopo.accounts.throttle import FROM_ONE_ADDRESS
from pendopo.audit.models import Event, Subject
from pendopo.shared.clock import now
from pendopo.shared.refusals import NotVisible
from tests.worlds.two_kabupaten import JATIM, SEMARANG, World

PASSWORD = "kebun jati lama"
_PHONE = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
)
_DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0"


def _in(user: User, agent: str = _DESK) -> Client:
    user.set_password(PASSWORD)
    user.save()
    client = Client(headers={"user-agent": agent})
    assert client.post("/masuk/", {"login": user.username, "password": PASSWORD}).status_code == 302
    return client


def _aged(user: User, minutes: int) -> None:
    user.sessions.update(seen_at=now() - timedelta(minutes=minutes))


def _out(client: Client) -> bool:
    return client.get("/akun-saya/").headers.get("Location", "").startswith("/masuk/")


def test_own_devices_are_listed_in_plain_words_without_their_key(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    here = _in(user)
    user.refresh_from_db()
    there = Client(headers={"user-agent": _PHONE})
    there.post("/masuk/", {"login": user.username, "password": PASSWORD})
    _aged(user, 4)
    there.get("/psm/")
    text = here.get("/akun-saya/perangkat/").content.decode()
    assert "Firefox di Windows · perangkat ini" in text
    assert "Chrome di Android" in text
    assert "Sekretaris IPSM, Kab. Malang" in text
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in text]


def test_an_ended_device_is_out_at_once_and_the_event_holds_no_key(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    phone, desk = _in(user, _PHONE), Client(headers={"user-agent": _DESK})
    desk.post("/masuk/", {"login": user.username, "password": PASSWORD})
    session = user.sessions.get(agent=_PHONE)
    key = session.session_key
    assert desk.post(f"/akun-saya/perangkat/{session.pk}/keluar/").status_code == 302
    assert _out(phone)
    assert not _out(desk)
    assert desk.post(f"/akun-saya/perangkat/{session.pk}/keluar/").status_code == 404, "it is gone"
    event = Event.objects.get(name="account.session_ended")
    kept = repr(list(Subject.objects.filter(event=event).values())) + repr(event.summary)
    assert "Chrome di Android" in kept
    assert key not in kept


def test_out_everywhere_also_clicked_twice(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    one, two = _in(user), Client()
    two.post("/masuk/", {"login": user.username, "password": PASSWORD})
    assert one.post("/akun-saya/perangkat/keluar/").headers["Location"] == "/masuk/"
    again = one.post("/akun-saya/perangkat/keluar/")
    assert again.headers["Location"].startswith("/masuk/?next=")
    assert _out(one)
    assert _out(two)
    assert not user.sessions.exists()
    assert Event.objects.filter(name="account.sessions_ended").count() == 1
    assert one.get("/masuk/?next=/akun-saya/perangkat/keluar/").status_code == 200


def test_an_office_ends_the_sessions_of_those_below_and_of_nobody_else(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    theirs = _in(user)
    neighbour = world.client(Role.DINSOS_ADMIN, SEMARANG)
    assert neighbour.post(f"/akun/{user.pk}/keluarkan/").status_code == 404
    assert not _out(theirs)
    above = world.client(Role.DINSOS_ADMIN, JATIM)
    assert "Firefox di Windows" in above.get(f"/akun/{user.pk}/").content.decode()
    assert above.post(f"/akun/{user.pk}/keluarkan/").status_code == 302
    assert _out(theirs)
    assert above.post(f"/akun/{user.pk}/keluarkan/").status_code == 409, "nobody is in any more"
    with pytest.raises(NotVisible):
        end_sessions_of(world.actor(Role.DINSOS_ADMIN), world.user(Role.DINSOS_ADMIN, JATIM).pk)


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32, "'; DROP TABLE access_session", "é" * 40, "0" * 4000])
def test_garbage_in_the_cookie_is_a_stranger(world: World, cookie: str) -> None:
    client = Client()
    client.cookies["sessionid"] = cookie
    assert _out(client)
    assert client.get("/masuk/").status_code == 200


def test_a_session_that_ran_out_is_a_stranger_and_is_swept(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    client = _in(user)
    user.sessions.update(expire_date=now() - timedelta(seconds=1))
    assert _out(client)
    _in(user)
    assert user.sessions.count() == 1


def test_reading_pages_writes_the_last_use_only_now_and_then(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    client = _in(user)
    counts = []
    for minutes in (0, 0, 5, 0):
        if minutes:
            _aged(user, minutes)
        with CaptureQueriesContext(connection) as seen:
            client.get("/psm/")
        counts.append(sum("UPDATE" in q["sql"] for q in seen))
        assert sum("access_session" in q["sql"] for q in seen if "SELECT" in q["sql"]) == 1
    assert counts == [0, 0, 1, 0]


def test_after_a_while_the_page_is_covered_and_comes_back_where_it_was(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    client = _in(user)
    _aged(user, 16)
    covered = client.get("/psm/?q=siti")
    assert covered.headers["Location"] == "/kunci/?next=%2Fpsm%2F%3Fq%3Dsiti"
    text = client.get(covered.headers["Location"]).content.decode()
    assert "Layar terkunci" in text
    assert "Siti Aminah" not in text
    assert client.get("/psm/", headers={"HX-Request": "true"}).status_code == 401
    wrong = client.post("/kunci/", {"password": "salah", "next": "/psm/?q=siti"})
    assert (wrong.status_code, "belum cocok" in wrong.content.decode()) == (403, True)
    right = client.post("/kunci/", {"password": PASSWORD, "next": "/psm/?q=siti"})
    assert right.headers["Location"] == "/psm/?q=siti"
    assert client.get("/psm/?q=siti").status_code == 200
    foreign = client.post("/kunci/", {"password": PASSWORD, "next": "https://jahat.example/"})
    assert foreign.headers["Location"] == "/"


def test_a_form_that_was_sent_too_late_is_not_lost(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    client = _in(user)
    _aged(user, 20)
    late = client.post("/akun-saya/nomor/", {"phone": "0813 1111 2222"})
    text = late.content.decode()
    assert late.status_code == 403
    assert "0813" not in text, "what was written is sealed while the screen is covered"
    parcel = late.context["parcel"]
    user.refresh_from_db()
    assert user.phone is None
    back = client.post("/kunci/", {"password": PASSWORD, "parcel": parcel, "next": "/akun-saya/nomor/"})
    shown = back.content.decode()
    assert 'action="/akun-saya/nomor/"' in shown
    assert 'name="phone" value="0813 1111 2222"' in shown
    assert client.post("/akun-saya/nomor/", {"phone": "0813 1111 2222"}).status_code == 302
    user.refresh_from_db()
    assert user.phone == "+6281311112222"


def test_somebody_elses_parcel_does_not_open(world: World) -> None:
    one, two = world.user(Role.IPSM_SECRETARY), world.user(Role.IPSM_CHAIR)
    client, other = _in(one), _in(two)
    _aged(one, 20)
    _aged(two, 20)
    parcel = client.post("/akun-saya/nomor/", {"phone": "0813 1111 2222"}).context["parcel"]
    for sealed in (parcel, "zz", "00" * 40, parcel[:-2]):
        _aged(two, 20)
        answer = other.post("/kunci/", {"password": PASSWORD, "parcel": sealed})
        assert answer.status_code == 302


def test_the_script_covers_stays_awake_and_uncovers_in_two_tabs(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    client = _in(user)
    hx: dict[str, Any] = {"headers": {"HX-Request": "true"}}
    _aged(user, 5)
    assert client.post("/kunci/", {"apa": "ada"}, **hx).status_code == 204
    assert now() - user.sessions.get().seen_at < timedelta(minutes=1)
    assert client.post("/kunci/", {"apa": "tutup"}, **hx).status_code == 204
    assert client.get("/psm/").status_code == 302, "the other tab is covered too"
    assert client.post("/kunci/", {"apa": "ada"}, **hx).status_code == 401, "busy hands do not uncover"
    assert (
        client.post("/kunci/", {"password": "salah"}, **hx).content.decode()
        == "Kata sandi belum cocok. Coba lagi."
    )
    assert client.post("/kunci/", {"password": PASSWORD}, **hx).status_code == 204
    assert client.post("/kunci/", {"password": PASSWORD}, **hx).status_code == 204, (
        "the other tab, a moment later"
    )
    assert client.get("/psm/").status_code == 200
    assert Client().post("/kunci/", {"apa": "ada"}, **hx).content == b"keluar"


def test_guessing_at_the_cover_is_counted_like_at_the_login(world: World) -> None:
    user = world.user(Role.IPSM_SECRETARY)
    client = _in(user)
    _aged(user, 20)
    for _n in range(FROM_ONE_ADDRESS):
        client.post("/kunci/", {"password": "salah"})
    text = client.post("/kunci/", {"password": PASSWORD}).content.decode()
    assert "Tunggu 15 menit lagi" in text
    assert client.get("/psm/").status_code == 302


def test_a_psm_has_longer_and_zero_means_never(world: World, settings: Any) -> None:
    psm = world.user(Role.PSM)
    client = _in(psm)
    psm.sessions.update(role=Role.PSM)
    _aged(psm, 30)
    assert client.get("/saya/").status_code == 200
    _aged(psm, 61)
    assert client.get("/saya/").status_code == 302
    settings.IDLE_MINUTES = 0
    assert client.get("/saya/").status_code == 200


def test_pages_about_people_are_kept_nowhere(world: World) -> None:
    client = _in(world.user(Role.IPSM_SECRETARY))
    for address in ("/psm/", "/", "/akun-saya/", f"/psm/{world.malang.people['forever']}/"):
        assert "no-store" in client.get(address).headers["Cache-Control"], address


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (_PHONE, "Chrome di Android"),
        (_DESK, "Firefox di Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "Safari di iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge di Windows"),
        ("curl/8", "Perangkat yang tidak dikenali"),
        ("", "Perangkat yang tidak dikenali"),
    ],
)
def test_devices_have_plain_names(agent: str, words: str) -> None:
    assert device_words(agent) == words


@pytest.mark.django_db
@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaa"', '"\\303\\050aaaaaaa"', "aaaaaaaa'--", "x" * 5000, ""])
def test_a_cookie_that_is_no_key_of_ours_is_a_stranger(key: str) -> None:
    answer = Client().get("/", HTTP_COOKIE=f"sessionid={key}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")
