"""What the log says beside its sentence: the file and the numbers of an import or export, the steps of an import.

In: events and their subjects as commands wrote them. Out: Indonesian text. Nothing here reads the database.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from pendopo.audit.models import Event, Subject
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number

_STEPS: dict[str, Promise | str] = {
    "import.begun": __("berkas diunggah"),
    "import.columns_confirmed": __("kolom diperiksa"),
    "import.answered": __("pertanyaan dijawab"),
    "import.boards_answered": __("pertanyaan dijawab"),
    "import.boards_queued": __("disuruh simpan"),
    "import.boards_saved": __("disimpan"),
    "import.boards_undone": __("dibatalkan"),
    "import.kind_corrected": __("jenis daftar dibetulkan"),
    "import.dropped": __("ditinggalkan"),
    "import.queued": __("disuruh simpan"),
    "import.failed": __("sempat berhenti"),
    "import.resumed": __("dilanjutkan"),
    "import.saved": __("disimpan"),
    "import.signer_stated": __("penanda tangan disebutkan"),
    "import.twin_decided": __("baris mirip diputuskan"),
    "import.undone": __("dibatalkan"),
}
_ROWS: dict[str, Promise | str] = {
    "new": __("%s orang baru"),
    "known": __("%s sudah tercatat"),
    "waits": __("%s perlu diperbaiki"),
    "twin": __("%s mungkin orang yang sama"),
    "same": __("%s orang yang sama"),
    "refused": __("%s ditolak"),
    "cancelled": __("%s dibatalkan"),
    "kept": __("%s tetap"),
    "rows": __("%s baris"),
    "answers": __("%s jawaban"),
    "papers": __("%s SK"),
}
_BOARD_ROWS: dict[str, Promise | str] = {"new": __("%s kepengurusan baru")}
_LISTS: dict[str, Promise | str] = {
    "psm": __("daftar PSM"),
    "sk": __("daftar SK"),
    "konsolidasi": __("konsolidasi"),
    "pengurus": __("daftar pengurus IPSM"),
    "laporan_legalitas": __("laporan legalitas"),
}


def detail_of(event: Event, subjects: Sequence[Subject]) -> str:
    """Which file, which list, how many; empty where the sentence says it all."""
    if event.name.startswith("import."):
        parts = [_filename(event, subjects), *_numbers(event)]
    elif event.name == "export.made":
        what, on = str(event.summary.get("what", "")), str(event.summary.get("on", ""))
        parts = [str(_LISTS.get(what, what)), *_numbers(event), _per(on)]
        parts.append(_("disaring") if event.summary.get("filters") else "")
    else:
        return ""
    return " · ".join(part for part in parts if part)


def batch_of(event: Event, subjects: Iterable[Subject]) -> int | None:
    """The import an event belongs to."""
    if not event.name.startswith("import."):
        return None
    told = event.summary.get("batch")
    if isinstance(told, int):
        return told
    return next((s.object_id for s in subjects if s.kind == "importbatch"), None)


def step_word(name: str) -> str:
    return str(_STEPS.get(name, name))


def counted(steps: Iterable[str]) -> tuple[str, ...]:
    """Each step once, in the order of its first time, with how often: "pertanyaan dijawab (4 kali)"."""
    return tuple(
        step if n == 1 else _("%(step)s (%(n)d kali)") % {"step": step, "n": n}
        for step, n in Counter(steps).items()
    )


def _filename(event: Event, subjects: Iterable[Subject]) -> str:
    told = [event.summary.get("filename")]
    told += [s.changes.get("filename", [None, None])[1] for s in subjects if s.kind == "importbatch"]
    name = next((n for n in told if isinstance(n, str) and n), "")
    return f"“{name}”" if name else ""


def _numbers(event: Event) -> list[str]:
    words = _ROWS | _BOARD_ROWS if event.name.startswith("import.boards_") else _ROWS
    return [
        str(words[key]) % format_number(value)
        for key, value in event.summary.items()
        if key in _ROWS and isinstance(value, int) and value
    ]


def _per(day: str) -> str:
    try:
        return _("per %(day)s") % {"day": format_date(date.fromisoformat(day))}
    except ValueError:
        return ""
