"""Prepared questions answer as Django's own do, whoever asks, with whichever values."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models import Count, F

from pendopo.prepared import OneOf, listed, prepared
from pendopo.wilayah.models import Wilayah

pytestmark = pytest.mark.django_db

_at = prepared(lambda code, level: Wilayah.objects.filter(code=code, level=level).select_related("parent"))
_these = prepared(lambda ids: Wilayah.objects.filter(OneOf(F("pk"), ids)).order_by("-code"))
_kinds = prepared(
    lambda path: Wilayah.objects.filter(path__gte=path).values_list("kind").annotate(n=Count("pk"))
)


def test_values_stand_where_they_belong(django_assert_num_queries):
    assert _at("35.07", 1) == []  # no regency is a province
    with django_assert_num_queries(1):
        [malang] = _at("35.07", 2)
        assert (malang.name, malang.parent.name) == ("Malang", "Jawa Timur")
    assert _at("35.78", 2)[0].name == "Surabaya"


def test_lists_of_keys_and_rows_of_values():
    wanted = Wilayah.objects.filter(code__in=["35", "35.07", "33"])
    assert _these([place.pk for place in wanted]) == list(wanted.order_by("-code"))
    assert _these([]) == []
    path = Wilayah.objects.get(code="35").path
    plain = Wilayah.objects.filter(path__gte=path).values_list("kind").annotate(n=Count("pk"))
    assert sorted(_kinds(path)) == sorted(plain)


@pytest.mark.parametrize(
    ("kind", "values"), [("bigint", [1, -2, 2**62]), ("bytea", [b"", b'\x00\\"{},\xff', b"NULL"])]
)
def test_lists_arrive_as_they_were(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unnest(%s::{kind}[])", [listed(values)])
        assert [type(values[0])(row[0]) for row in cursor.fetchall()] == values


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_over_its_own_connection():
    _at("35", 1)
    ours, theirs = connection.connection.info.backend_pid, []

    def ask() -> None:
        _at("35", 1)
        theirs.append(connection.connection.info.backend_pid)
        connection.close()

    other = Thread(target=ask)
    other.start()
    other.join()
    assert theirs != [ours] and len(theirs) == 1
