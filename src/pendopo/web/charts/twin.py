"""The table twin of a chart: the same numbers for eyes, ears and paper."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html, format_html_join
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
        SafeString("".join(map(_row, rows))),
    )


def _row(row: Sequence[str]) -> str:
    """Put together by hand, for a trend has more than a hundred of them."""
    name, *values = map(escape, row)
    cells = "".join(f'<td class="number">{value}</td>' for value in values)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _number(column: int) -> SafeString:
    return format_html(' class="{}"', "number") if column else SafeString("")
