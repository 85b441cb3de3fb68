from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools.ttLib import TTFont

from pendopo.documents.fonts import FAMILY, WEIGHTS, static_fonts


def test_cuts_once_and_stays(tmp_path: Path) -> None:
    folder = static_fonts(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    assert static_fonts(tmp_path) == folder
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert set(before) == {f"PlusJakartaSans-{weight}.ttf" for weight in WEIGHTS}
    for weight in WEIGHTS:
        font = TTFont(folder / f"PlusJakartaSans-{weight}.ttf")
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == weight
        assert (font["name"].getDebugName(16) or font["name"].getDebugName(1)) == FAMILY


def test_two_processes_at_once_do_no_harm(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        first, second = pool.map(static_fonts, [tmp_path, tmp_path])

    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == [first.name]
