"""Boards on the page of figures: the card, the cells of the table, and the map of white spots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pendopo.insights.board_phrases import board_opening, board_word, figure_note
from pendopo.insights.boards import BoardsBelow, BoardState, boards_below
from pendopo.insights.figures import Consolidation, PlaceFigures
from pendopo.insights.phrases import BELOW
from pendopo.shared.dates import short_date
from pendopo.shared.numbers import format_number
from pendopo.web.charts import Area, Segment
from pendopo.web.door import Visit
from pendopo.web.templatetags.pendopo import standing_tag
from pendopo.wilayah.enums import Level

NONE, LEGAL, SOON, LOST, COMING = "kosong", "sah", "segera", "gugur", "ragu"


@dataclass(frozen=True, slots=True)
class BoardView:
    """What the page shows of boards; `cells` by path of the places right below, none where nobody formed one."""

    opening: str
    strong: str
    label: str
    number: str
    of: str
    note: str
    bar: list[Segment]
    places: int
    cells: Mapping[str, SafeString]


def board_view(visit: Visit, found: Consolidation) -> tuple[BoardsBelow, BoardView] | None:
    """None where nothing is to be said of boards: villages, and kecamatan in which nobody formed one."""
    if found.level == Level.VILLAGE:
        return None
    boards = boards_below(visit.actor, visit.place, visit.on, [row.path for row in found.rows])
    if not boards.worth_saying and found.level > Level.REGENCY:
        return None
    plain, strong = board_opening(boards, found.level, visit.place.full_name)
    total = boards.total
    word = str(BELOW[Level(boards.level - 1)])
    return boards, BoardView(
        opening=plain,
        strong=strong,
        label=_("Pengurus %(word)s sah") % {"word": word},
        number=format_number(total.legal),
        of=_("dari %(n)s") % {"n": format_number(total.places)},
        note=figure_note(boards),
        bar=_bar(boards),
        places=total.places,
        cells={path: _cell(boards, path) for path in boards.rows} if boards.worth_saying else {},
    )


def board_cell(state: BoardState | None) -> SafeString:
    """The tag of one board."""
    if state is None:
        return standing_tag("belum_ber_sk", label=_("Belum terbentuk"))
    if state.legal:
        return standing_tag("segera" if state.soon else "sah", state.ends_on, label=_until(state))
    return standing_tag(state.standing, label=_capital(board_word(state)))


def cell_of_group(boards: BoardsBelow, rows: Sequence[PlaceFigures]) -> str:
    """How many of the boards in a group of places are legal: "7 / 10"."""
    below = [boards.rows[row.path] for row in rows if row.path in boards.rows]
    legal, places = sum(row.legal for row in below), sum(row.places for row in below)
    return f"{format_number(legal)} / {format_number(places)}"


def kind_of(state: BoardState | None) -> str:
    """Its colour on the map."""
    if state is None:
        return NONE
    if state.legal:
        return SOON if state.soon else LEGAL
    return COMING if state.standing == "belum_ber_sk" else LOST


def in_words(boards: BoardsBelow, path: str) -> str:
    """The cell of a workbook: "sah", "SK habis", "7 dari 38"."""
    row, state = boards.rows.get(path), boards.states.get(path)
    if row is not None and row.places > 1:
        return _("%(n)s dari %(all)s sah") % {"n": row.legal, "all": row.places}
    if not boards.worth_saying:
        return ""
    return _("sah") if state is not None and state.legal else board_word(state)


def _until(state: BoardState) -> str:
    if not (state.soon and state.ends_on):
        return ""
    return _("Berakhir %(day)s") % {"day": short_date(state.ends_on)}


def _cell(boards: BoardsBelow, path: str) -> SafeString:
    if path in boards.states or boards.rows[path].places <= 1:
        return board_cell(boards.states.get(path))
    row = boards.rows[path]
    return SafeString(f"{format_number(row.legal)} / {format_number(row.places)}")


def _bar(boards: BoardsBelow) -> list[Segment]:
    total = boards.total
    return [
        Segment(LEGAL, total.legal - total.soon, _("sah")),
        Segment(SOON, total.soon, _("segera berakhir")),
        Segment(LOST, total.lost, _("tidak lagi sah")),
        Segment(COMING, total.coming, _("sedang dibentuk")),
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_COLOURS = (
    (LEGAL, _lazy("sah")), (SOON, _lazy("segera berakhir")), (LOST, _lazy("tidak lagi sah")),
    (COMING, _lazy("sedang dibentuk")), (NONE, _lazy("belum terbentuk")),
)  # fmt: skip


def board_areas(
    found: Consolidation, boards: BoardsBelow, urls: Mapping[str, str]
) -> tuple[dict[str, Area], list[tuple[str, str]]]:
    """What the map of boards colours, by code, and its keys (none where it shows shares): the white spots."""
    if found.level == Level.COUNTRY:
        return {row.code: _share_area(row, boards, urls) for row in found.rows}, []
    areas = {
        row.code: Area(
            row.name,
            None,
            board_word(state) if state is None or not state.legal else _("sah"),
            urls.get(row.code, ""),
            _shade(kind_of(state)),
        )
        for row in found.rows
        for state in [boards.states.get(row.path)]
    }
    return areas, [(_shade(kind), str(words)) for kind, words in _COLOURS]


def _share_area(row: PlaceFigures, boards: BoardsBelow, urls: Mapping[str, str]) -> Area:
    of = boards.rows[row.path]
    note = _("%(n)s dari %(all)s pengurus kabupaten/kota sah") % {"n": of.legal, "all": of.places}
    return Area(row.name, of.legal / of.places if of.places else None, note, urls.get(row.code, ""))


def _shade(kind: str) -> str:
    """White where there is none, so that it stands out."""
    return "c0" if kind == NONE else f"k-{kind}"
