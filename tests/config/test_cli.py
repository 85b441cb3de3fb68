import errno
import os

import pytest

from pendopo.config import cli


def test_without_words_it_says_what_it_can(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "pendopo run" in capsys.readouterr().out


def test_full_disk_anywhere_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(words: list[str]) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(cli, "_do", full)
    assert cli.main(["run"]) == 1
    assert "Ruang penyimpanan penuh" in capsys.readouterr().err


def test_dashes_of_a_command_become_underscores(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setenv("DATABASE_URL", "postgresql:///x")
    monkeypatch.setattr(cli, "_execute", lambda words: seen.append(words) or 0)
    cli.main(["periksa-putusan", "--per-tanggal", "2026-01-01"])
    cli.main(["--version"])
    assert seen == [["periksa_putusan", "--per-tanggal", "2026-01-01"], ["--version"]]
