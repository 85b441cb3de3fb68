import base64
import stat
from pathlib import Path

import pytest

from pendopo.config import home


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PENDOPO_HOME", str(tmp_path))
    monkeypatch.delenv("PENDOPO_DATA_KEY", raising=False)
    return tmp_path


def test_key_is_made_once_and_read_by_its_owner_alone(own: Path) -> None:
    first = home.key("PENDOPO_DATA_KEY")
    assert len(first) == 32
    assert home.key("PENDOPO_DATA_KEY") == first
    assert stat.S_IMODE((own / "keys" / "pendopo_data_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((own / "keys").stat().st_mode) == 0o700


def test_environment_wins(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENDOPO_DATA_KEY", base64.b64encode(b"k" * 32).decode())
    assert home.key("PENDOPO_DATA_KEY") == b"k" * 32
    assert not (own / "keys").exists()


def test_short_key_is_refused(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENDOPO_DATA_KEY", "a2V5")
    with pytest.raises(ValueError, match="32 bytes"):
        home.key("PENDOPO_DATA_KEY")


def test_secret_that_another_process_made_first_is_kept(own: Path) -> None:
    (own / "x").write_text("first")
    home.write_private(own / "x", "second")
    assert (own / "x").read_text() == "first"
    assert [p.name for p in own.iterdir()] == ["x"]
