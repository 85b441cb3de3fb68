import re
from pathlib import Path

import pendopo

PACKAGE = Path(pendopo.__file__).parent
PAGE = PACKAGE.parents[1] / "docs" / "settings.md"
NAME = re.compile(r"\b(?:PENDOPO_[A-Z_]+|DATABASE_URL)\b")


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    source = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    read = set(NAME.findall(source))
    told = set(NAME.findall(PAGE.read_text())) - {"PENDOPO_TEST_HOME"}
    assert read == told
