from django.test import Client

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import issue_one_time_code
from tests.worlds.two_kabupaten import World


def test_from_the_login_to_a_new_password(world: World) -> None:
    """Forgets, finds the office, waits for the code, and is in."""
    admin = world.client(Role.DINSOS_ADMIN)
    saved = admin.post("/akun/kontak/", {"phone": "0341-123456", "note": "Jl. Panji 158, Senin–Jumat"})
    assert saved.status_code == 302
    stranger = Client()
    assert "/lupa-sandi/" in stranger.get("/masuk/").content.decode()
    choices = stranger.get("/lupa-sandi/?q=donomulyo+malang").content.decode()
    assert "Donomulyo" in choices
    text = stranger.get(f"/lupa-sandi/?wilayah={world.malang.villages[0].code}").content.decode()
    assert "Dinas Sosial Kab. Malang" in text
    assert "Jl. Panji 158" in text
    assert "Dinas Sosial Jawa Timur" in text.replace("Prov. ", "")
    user = world.user(Role.VILLAGE_OPERATOR)
    code = issue_one_time_code(world.actor(Role.DINSOS_ADMIN), user.pk).code
    answer = stranger.post("/masuk/", {"login": user.username, "password": code})
    assert answer.headers["Location"] == "/sandi/"
    assert "Rahmawati" not in stranger.get("/sandi/").content.decode()
    new = {"password": "kebun jati lama", "again": "kebun jati lama"}
    assert stranger.post("/sandi/", new).status_code == 302
    assert stranger.get("/akun-saya/").status_code == 200


def test_nobody_learns_there_who_has_an_account(world: World) -> None:
    stranger = Client()
    for typed in ("", "xx", "zzzzqqq", world.user(Role.IPSM_CHAIR).username, "'\"><script>", "x" * 9000):
        answer = stranger.get("/lupa-sandi/", {"q": typed, "wilayah": "99.99"})
        assert answer.status_code == 200
        text = answer.content.decode()
        assert not [name for name in User.objects.values_list("name", flat=True) if name in text]


def test_who_may_write_the_contact_of_an_office(world: World) -> None:
    assert world.client(Role.IPSM_SECRETARY).get("/akun/kontak/").status_code == 403
    wrong = world.client(Role.DINSOS_ADMIN).post("/akun/kontak/", {"phone": "", "note": ""})
    assert "Isi nomor telepon" in wrong.content.decode()
