import pytest

from pendopo.access.models import User
from pendopo.accounts.passwords import fault, own_words

RAHMA = User(name="Rahmawati Kusuma", username="rahma.malang", phone="+6281234567890")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("pendek9", "terlalu pendek: 7 huruf, paling sedikit 10"),
        ("aaaaaaaaaaaa", "berurutan atau berulang"),
        ("1234567890", "berurutan atau berulang"),
        ("0987654321", "berurutan atau berulang"),
        ("qwertyuiop", "berurutan atau berulang"),
        ("rahmawati123", "Nama, nama pengguna"),
        ("Rahma.Malang", "Nama, nama pengguna"),
        ("081234567890", "Nama, nama pengguna"),
        ("bismillah99", "terlalu banyak dipakai"),
        ("Indonesia2024", "terlalu banyak dipakai"),
        ("password123456", "terlalu banyak dipakai"),
    ],
)
def test_refused_with_a_sentence_that_says_what_to_do(password: str, why: str) -> None:
    assert why in fault(password, own_words(RAHMA))


@pytest.mark.parametrize(
    "password",
    [
        "kebun jati lama",
        "sawah di lereng",
        "KUDALAUTBIRU",
        "rahma suka durian montong",
        "é garam dapur ñ",
        "4821 kopi pahit",
    ],
)
def test_long_and_easy_is_good_without_signs_or_capitals(password: str) -> None:
    assert fault(password, own_words(RAHMA)) == ""
