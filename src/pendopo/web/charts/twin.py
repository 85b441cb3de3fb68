"""The table twin of a chart: the same numbers for eyes, ears and paper."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def twin(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> SafeString:
    """First column names the row, the others are numbers already written out."""
    return format_html(
        '<details class="twin"><summary>{}</summary><div class="scroll"><table class="table"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>",
        _("Lihat sebagai tabel"),
        format_html_join(
            "", '<th scope="col"{}>{}</th>', ((_number(i), head) for i, head in enumerate(heads))
        ),
        format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows)),
    )


def _cells(row: Sequence[str]) -> SafeString:
    name, *values = row
    cells = format_html_join("", '<td class="number">{}</td>', ((value,) for value in values))
    return format_html('<th scope="row">{}</th>{}', name, cells)


def _number(column: int) -> SafeString:
    return format_html(' class="{}"', "number") if column else SafeString("")
