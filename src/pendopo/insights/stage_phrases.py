"""Sentences of stages: what is wanted, what stands, and the next step."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.insights.stages import Stage, StageKind, StageState
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number, format_percent

HEADINGS = {
    StageKind.BOARD: gettext_lazy("Pengurus sah"),
    StageKind.COVERED: gettext_lazy("Desa ber-PSM"),
    StageKind.VALID: gettext_lazy("PSM ber-SK"),
    StageKind.CHECKED: gettext_lazy("SK diperiksa"),
}
STATES = {
    StageState.REACHED: gettext_lazy("tercapai"),
    StageState.NOT_YET: gettext_lazy("belum"),
    StageState.MISSED: gettext_lazy("lewat waktu"),
}


def wanted_words(stage: Stage) -> str:
    """ "pengurus sah", "80 % PSM ber-SK"."""
    words = {
        StageKind.BOARD: _("pengurus kabupaten/kota sah"),
        StageKind.COVERED: _("%(share)s %% desa/kelurahan ber-PSM"),
        StageKind.VALID: _("%(share)s %% PSM ber-SK berlaku"),
        StageKind.CHECKED: _("%(share)s %% PSM dengan SK yang sudah diperiksa"),
    }[stage.kind]
    return words if stage.kind == StageKind.BOARD else words % {"share": stage.wanted_percent}


def standing_words(stage: Stage) -> str:
    """Where it stands: "71 %", "sah", "belum"."""
    if stage.kind == StageKind.BOARD:
        return _("sah") if stage.done else _("belum sah")
    return format_percent(stage.done, stage.whole)


def next_step(stage: Stage) -> str:
    """What the kab/kota does next, as one sentence."""
    n, day = format_number(stage.lacking), format_date(stage.due_on)
    if stage.kind == StageKind.BOARD:
        words = _("Bentuk pengurus IPSM yang sah sebelum %(day)s.")
    elif not stage.whole:
        words = _("Belum ada PSM yang tercatat. Daftarkan atau impor PSM sebelum %(day)s.")
    elif stage.kind == StageKind.COVERED:
        words = _("%(n)s desa/kelurahan lagi perlu PSM sebelum %(day)s.")
    elif stage.kind == StageKind.VALID:
        words = _("%(n)s PSM lagi perlu SK yang berlaku sebelum %(day)s.")
    else:
        words = _("SK dari %(n)s PSM lagi perlu diperiksa Dinsos sebelum %(day)s.")
    return words % {"n": n, "day": day}
