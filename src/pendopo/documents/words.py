"""Text made fit for paper and cells: characters no document can carry, words too long for a column."""

import re

# C0 without tab and newlines, C1, lone surrogates, noncharacters: XML and JSON readers choke on them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"\S+")
_LONG = 25
_CHUNK = 12
_ZERO_WIDTH_SPACE = "\u200b"
_NO_BREAK_SPACE = "\u00a0"


def printable(text: str) -> str:
    """The text without characters that no document can carry; everything else as typed."""
    return _FORBIDDEN.sub("", text)


def breakable(text: str, long: int = _LONG) -> str:
    """A word of `long` characters or more, too many for a narrow column, gets places where it may break."""

    def apart(found: re.Match[str]) -> str:
        return found[0] if len(found[0]) < long else _ZERO_WIDTH_SPACE.join(_pieces(found[0]))

    return _WORD.sub(apart, printable(text))


def unbroken(text: str) -> str:
    """Text that stays on one line, as a date in a narrow column."""
    return printable(text).replace(" ", _NO_BREAK_SPACE)


def capped(text: str, limit: int) -> str:
    """Breakable text of at most `limit` characters, so that a row of a printed table stays on one page."""
    return breakable(shortened(printable(text), limit))


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _pieces(word: str) -> list[str]:
    """After a slash where there is one, as in the number of an SK; else after twelve characters."""
    pieces = []
    while len(word) > _CHUNK:
        at = word.rfind("/", 0, _CHUNK) + 1 or _CHUNK
        pieces.append(word[:at])
        word = word[at:]
    return [*pieces, word]
