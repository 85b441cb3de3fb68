"""Where a board list's header is and what its columns mean. Out: `Headers` of the kind BOARDS, or None.

The same as for rosters, with words of its own: "Nomor" is the SK's here, "Kabupaten" the place of the row.
"""

from collections.abc import Mapping

from pendopo.intake.board_fields import BOARD_ALIASES, BOARD_FIELDS, PLACES
from pendopo.intake.fields import Field
from pendopo.intake.headers import LIKELY, SEARCHED_ROWS, SURE, Column, Headers, SheetKind
from pendopo.intake.workbook import Cell, Sheet
from pendopo.shared.text import clean, edits, squeeze

NO_BOARDS = "Lembar ini tidak berisi daftar pengurus IPSM, jadi dilewati."
_PAPER = frozenset([Field.SK_NUMBER, Field.SK_DATE, Field.ISSUER, Field.TERM])


def find_board_headers(sheet: Sheet, learnt: Mapping[str, str] | None = None) -> Headers | None:
    """The best row of the first sixty that names a place and at least two things of its board."""
    found = [_headers(sheet, at, learnt or {}) for at in range(min(len(sheet.rows), SEARCHED_ROWS))]
    lists = [headers for headers in found if is_board_list(headers)]
    return max(lists, key=lambda h: (sum(c.confidence for c in h.columns), -h.first), default=None)


def is_board_list(headers: Headers) -> bool:
    """A place, and a chair with something of a paper, or two things of a paper."""
    fields = {c.field for c in headers.columns}
    paper = len(fields & _PAPER)
    return bool(fields & set(PLACES)) and (paper >= 2 or (Field.CHAIR in fields and paper >= 1))


def board_meaning(title: str, learnt: Mapping[str, str]) -> tuple[Field | None, float]:
    """The field of a column by its title and how sure; a slip counts where it points to one field alone."""
    name = squeeze(title)
    taught = learnt.get(name)
    if taught in BOARD_FIELDS:
        return Field(taught), SURE
    if name in BOARD_ALIASES:
        return BOARD_ALIASES[name], SURE
    if len(name) < 6:
        return None, 0.0
    slips = 1 if len(name) < 10 else 2
    near = {f for alias, f in BOARD_ALIASES.items() if len(alias) >= 5 and edits(alias, name) <= slips}
    return (near.pop(), LIKELY) if len(near) == 1 else (None, 0.0)


def _headers(sheet: Sheet, at: int, learnt: Mapping[str, str]) -> Headers:
    columns: list[Column] = []
    taken: set[Field] = set()
    for index, cell in enumerate(sheet.rows[at]):
        title = _text(cell)
        field, confidence = board_meaning(title, learnt) if title else (None, 0.0)
        if field in taken and field is not Field.IGNORED:
            field, confidence = None, 0.0
        if field:
            taken.add(field)
        columns.append(Column(index, title, field, confidence))
    return Headers(sheet.name, SheetKind.BOARDS, at + 1, at + 1, tuple(columns))


def _text(cell: Cell) -> str:
    return clean(str(cell)) if cell not in {"", None} else ""


def board_list_headers(sheet: Sheet, learnt: Mapping[str, str] | None = None) -> Headers:
    """As `find_board_headers`; a sheet of something else says so."""
    return find_board_headers(sheet, learnt) or Headers(sheet.name, SheetKind.NONE, sentence=NO_BOARDS)
