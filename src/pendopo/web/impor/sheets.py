"""The two questions that every sheet is asked: who signed, and as of when. Once for all, or sheet by sheet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from pendopo.processes.imports.phrases import SIGNERS, signer_words
from pendopo.processes.imports.queries import Review
from pendopo.shared.dates import format_date, parse_date
from pendopo.web.impor.forms import SheetsForm, date_answer

T = TypeVar("T")
_KNOWN = {value for value, _words in SIGNERS}


@dataclass(frozen=True, slots=True)
class SheetNow:
    """What one sheet was answered; `number` names its fields."""

    number: int
    name: str
    asks_signer: bool
    signer: str
    signer_words: str
    as_of: date | None
    own_signer: str = ""
    own_as_of: date | None = None
    """Answers that differ from those of most sheets."""


def sheets_form(shown: Review, data: QueryDict | None = None) -> SheetsForm:
    """Filled with what was answered for all, else with what the sheets themselves offer."""
    signers = shown.of_sheets("signer")
    given = {kind: _one_answer(shown, kind) for kind in ("signer", "as_of")}
    day = parse_date(given["as_of"]).value if given["as_of"] else None
    initial = {"signer": given["signer"], "as_of": day}
    return SheetsForm(data, initial=initial, signers=bool(signers))


def sheets_now(shown: Review) -> list[SheetNow]:
    """The sheets with rows, each with its answers; those that are not the answers of most stand apart."""
    asked = {q.key.partition(":")[2] for q in shown.of_sheets("signer")}
    sheets = [(n, s) for n, s in enumerate(shown.reading.sheets) if s.rows]
    signer = _most(s.signer for _n, s in sheets if s.name in asked)
    as_of = _most(s.as_of for _n, s in sheets)
    return [
        SheetNow(
            n, s.name, s.name in asked, s.signer or "", signer_words(s.signer or ""), s.as_of,
            (s.signer or "") if s.signer != signer else "", s.as_of if s.as_of != as_of else None,
        )
        for n, s in sheets
    ]  # fmt: skip


def _most(values: Iterable[T]) -> T | None:
    most = Counter(values).most_common(1)
    return most[0][0] if most else None


def sheet_answers(form: SheetsForm, data: QueryDict, shown: Review) -> dict[str, str]:
    """Question → answer. A sheet that is answered like all others needs no answer of its own."""
    whole = {kind: form.cleaned_data.get(kind) or "" for kind in ("signer", "as_of")}
    day = whole["as_of"]
    given = {"as_of:*": day.isoformat() if isinstance(day, date) else ""}
    if "signer" in form.fields:
        given["signer:*"] = str(whole["signer"])
    for sheet in sheets_now(shown):
        signer = data.get(f"signer-{sheet.number}", "")
        own_day = data.get(f"as_of-{sheet.number}", "").strip()
        given[f"signer:{sheet.name}"] = signer if signer in _KNOWN and sheet.asks_signer else ""
        given[f"as_of:{sheet.name}"] = _day(sheet.name, own_day)
    for question in shown.of_sheets("sexcode"):
        if (code := data.get("sexcode", "")) in ("1=L", "1=P"):
            given[question.key] = code
    return given


def _day(sheet: str, text: str) -> str:
    try:
        return date_answer(text, born=False) if text else ""
    except ValidationError as trouble:
        raise ValidationError(
            _("Lembar “%(sheet)s”: %(trouble)s") % {"sheet": sheet, "trouble": trouble.messages[0]}
        ) from trouble


def _one_answer(shown: Review, kind: str) -> str:
    """The answer of most sheets, or what all of them offer."""
    said = Counter(q.answer or q.params.get("offered") or "" for q in shown.of_sheets(kind))
    most = said.most_common(1)
    return most[0][0] if most and (len(said) == 1 or any(q.answer for q in shown.of_sheets(kind))) else ""


def summary(shown: Review) -> str:
    """ "Ditandatangani kepala desa …, keadaan per 31 Desember 2023": where all sheets agree."""
    days = {s.as_of for s in sheets_now(shown)}
    signers = {s.signer_words for s in sheets_now(shown) if s.asks_signer}
    if len(days) == 1 and len(signers) <= 1 and (day := days.pop()):
        return " · ".join(filter(None, [*signers, format_date(day)]))
    return _("Berbeda per lembar")
