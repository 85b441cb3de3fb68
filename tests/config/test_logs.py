"""What must never reach a log, and what should."""

import json
import logging
import sys
from typing import Any

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test import Client

from pendopo.config.serving.logs import Json, Lines


def record_of(error: BaseException, message: str = "gagal") -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__)
    return logging.LogRecord("pendopo", logging.ERROR, __file__, 1, message, None, trace)


@pytest.mark.django_db
@pytest.mark.parametrize("formatter", [Json(), Lines()])
def test_row_of_a_refused_insert_is_not_told_but_its_constraint_is(formatter: logging.Formatter) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE orang (nama text CONSTRAINT nama_sekali UNIQUE)")
        cursor.execute("INSERT INTO orang VALUES ('Siti Aminah')")
        with pytest.raises(IntegrityError) as caught:
            cursor.execute("INSERT INTO orang VALUES ('Siti Aminah')")
    assert "Siti" in str(caught.value)
    text = formatter.format(record_of(caught.value))
    assert "Siti" not in text
    assert "nama_sekali" in text and "23505" in text and "test_logs.py" in text


def test_value_in_the_message_of_an_exception_is_not_told() -> None:
    try:
        int("Siti 3374010101800001")
    except ValueError as error:
        line = json.loads(Json().format(record_of(error, "baris 3374010101800001 ditolak")))
    assert line["error"]["type"] == "builtins.ValueError"
    assert line["message"] == "baris … ditolak"
    assert "Siti" not in json.dumps(line) and "33740" not in json.dumps(line)


@pytest.mark.django_db
def test_request_is_told_by_its_route(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "pendopo.requests"):
        response = client.get("/masuk/?nik=3374010101800001", headers={"X-Request-ID": "proksi-0001"})
    (record,) = [r for r in caplog.records if r.name == "pendopo.requests"]
    line = json.loads(Json().format(record))
    assert (line["method"], line["route"], line["status"]) == ("GET", "masuk/", 200)
    assert "3374" not in json.dumps(line)
    assert response["X-Request-ID"] == "proksi-0001"


@pytest.mark.django_db
def test_forged_request_number_is_replaced(client: Client) -> None:
    response = client.get("/masuk/", headers={"X-Request-ID": "x y\tz"})
    assert len(response["X-Request-ID"]) == 32
    assert response["Permissions-Policy"] and response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_django_tells_the_status_and_not_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/tidak/ada/3374010101800001")
    told = [Json().format(r) for r in caplog.records if r.name == "django.request"]
    assert told and all("tidak/ada" not in line and "HTTP 404" in line for line in told)


def test_uncaught_exception_ends_without_values(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from pendopo.config.serving import logs

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logs.hide_values()
    try:
        raise RuntimeError("Siti")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    said = capsys.readouterr().err
    assert "RuntimeError" in said and "Siti" not in said
