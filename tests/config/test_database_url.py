import pytest

from pendopo.config.database import conninfo, parse
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run.main import check_server


def test_parts_of_a_url_are_unquoted() -> None:
    found = parse("postgresql://siti:p%40ss%2Fw@db.desa.id:6432/pendopo?sslmode=require")
    assert found == {
        "HOST": "db.desa.id",
        "PORT": 6432,
        "USER": "siti",
        "PASSWORD": "p@ss/w",
        "NAME": "pendopo",
        "OPTIONS": {"sslmode": "require"},
    }


def test_socket_folder() -> None:
    assert parse("postgresql:///pendopo?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="postgresql"):
        parse("mysql://x/y")


def test_conninfo_leaves_out_what_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///pendopo?host=/run/postgresql")
    assert conninfo(None) == {"host": "/run/postgresql", "dbname": "pendopo"}


def test_silent_server_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:rahasia@127.0.0.1:1/pendopo")
    with pytest.raises(Trouble, match="tidak menjawab") as caught:
        check_server(None)
    assert "rahasia" not in str(caught.value)
