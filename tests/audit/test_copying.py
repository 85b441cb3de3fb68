"""What COPY is given arrives as it was, whatever stands in it."""

import json
import uuid
from datetime import UTC, date, datetime
from enum import IntEnum

import pytest
from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange

from pendopo.audit.copying import copy_rows, lines
from pendopo.roster.enums import Sex

AT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
UID = uuid.UUID("12345678-1234-5678-1234-567812345678")
HARD = "a\tb\nc\rd\\e\"f'g {h},i \\N “j” ✓ "


class Number(IntEnum):
    ONE = 1


def through_copy(kind: str, *values: object) -> list[object]:
    """The values as a table of one column gives them back."""
    table = type("Table", (), {"_meta": _Meta()})
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE copied (id serial, value {kind}) ON COMMIT DROP")
        assert copy_rows(table, ["value"], ((v,) for v in values)) == len(values)  # type: ignore[arg-type]
        cursor.execute("SELECT value FROM copied ORDER BY id")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("DROP TABLE copied")
    return found


class _Meta:
    db_table = "copied"

    def get_field(self, name: str) -> models.Field:  # type: ignore[type-arg]
        field = models.TextField()
        field.set_attributes_from_name(name)
        return field


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["", HARD, r"\N", r"\.", "x", None, "Sri'", "  ", "٣"]),
        ("integer", [0, -5, None]),
        ("double precision", [0.1, -2.5e300, None]),
        ("boolean", [True, False, None]),
        ("date", [date(1, 1, 1), date(2026, 3, 1), None]),
        ("timestamptz", [AT, None]),
        ("uuid", [UID, None]),
        ("text[]", [[], ["a"], [HARD, "", "NULL", "null", "{}", "a,b"], None]),
        ("daterange", [DateRange(date(2020, 1, 1), date(2021, 1, 1), "[)"), DateRange(date(2020, 1, 1), None, "[)")]),
    ],
)  # fmt: skip
def test_arrives_as_it_was(kind: str, values: list[object]) -> None:
    assert through_copy(kind, *values) == values


@pytest.mark.django_db
def test_bytes_json_and_enums_arrive() -> None:
    assert [bytes(v) for v in through_copy("bytea", b"\x00\\\xff\n", memoryview(b"ab"))] == [
        b"\x00\\\xff\n",
        b"ab",
    ]  # type: ignore[call-overload]
    told = {"nama": HARD, "n": [1, None, True], "é": "\x01"}
    assert [json.loads(str(v)) for v in through_copy("jsonb", json.dumps(told))] == [told]
    assert through_copy("text", Sex.P) == ["P"]
    assert through_copy("integer", Number.ONE) == [1]


@pytest.mark.django_db
def test_rows_beyond_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pendopo.audit.copying._TOGETHER", 2)
    assert through_copy("integer", *range(5)) == list(range(5))


@pytest.mark.django_db
def test_texts_of_a_column_are_written_one_by_one_where_one_of_them_is_hard() -> None:
    values = ["Sri", HARD, "", Sex.P]
    assert through_copy("text", *values) == ["Sri", HARD, "", "P"]


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        lines([("a", "b"), ("c",)])


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        lines([(1j,)])
