"""Questions of one reading: collected by key, so that one answer serves all like rows, and answered from `answers`.

Keys (the parts are squeezed or plain text as the sheet has it):
    signer:<sheet>   as_of:<sheet>      of the sheet; `signer:*` and `as_of:*` answer for all sheets
    sexcode:<sheet>                     "1=L" or "1=P"
    village:<district key>:<text key>   a village id
    sk_date:<sheet>:<village key>:<number key>   a date
    birth:, sex:, name:, nik:, until:, sk_number: + <sheet>:<row>
An answer "-" says: leave it empty. What cannot be left empty is then refused with its row.
"""

from collections.abc import Mapping
from dataclasses import replace

from pendopo.intake.issues import Issue, Question, Severity

LEAVE = "-"
OF_SHEETS = frozenset(["signer", "as_of", "term_end"])
"""Kinds of questions of a sheet, which `kind:*` answers for all of them."""

_OF_ALL_ROWS = frozenset(["sexcode"])
"""Asked before a sheet's rows are read, about all of them."""


class Asking:
    """Collects what is asked while rows are read."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self._asked: dict[str, tuple[Issue, list[tuple[str, int]]]] = {}
        self._accepted: set[str] = set()

    def ask(self, key: str, issue: Issue, place: tuple[str, int]) -> str | None:
        """Put the question for this place; gives the answer if one was given."""
        self._asked.setdefault(key, (replace(issue, question=key), []))[1].append(place)
        answer = self._answers.get(key)
        if answer is None and key.partition(":")[0] in OF_SHEETS:
            answer = self._answers.get(f"{key.partition(':')[0]}:*")
        return answer.strip() if answer is not None else None

    def accept(self, key: str) -> None:
        """The answer could be used; a question whose answer could not stays open."""
        self._accepted.add(key)

    def take(self, other: "Asking") -> None:
        """What was asked about later rows."""
        for key, (issue, places) in other._asked.items():
            if key not in self._asked or key.partition(":")[0] not in _OF_ALL_ROWS:
                self._asked.setdefault(key, (issue, []))[1].extend(places)
        self._accepted |= other._accepted

    def questions(self) -> tuple[Question, ...]:
        """All questions, those that hold most rows first."""
        made = [
            Question(
                key,
                issue.code,
                issue.raw,
                tuple(places),
                issue.params,
                self._given(key) if key in self._accepted else None,
                issue.severity in {Severity.ASK, Severity.ERROR},
            )
            for key, (issue, places) in self._asked.items()
        ]
        return tuple(sorted(made, key=lambda q: (not q.holds, -len(q.rows))))

    def _given(self, key: str) -> str | None:
        kind = key.partition(":")[0]
        return self._answers.get(key, self._answers.get(f"{kind}:*"))
