"""What offices ask of the boards of each level, and which seats new boards have."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from pendopo.access.policy import Permission
from pendopo.legality.commands import cancel_board_policy, set_board_policy
from pendopo.legality.drafts import BoardPolicyDraft
from pendopo.legality.enums import BoardNeed, Issuer
from pendopo.legality.policy_phrases import board_policy_sentences
from pendopo.legality.queries.policies import board_policies_along, own_board_policy
from pendopo.roster.board_drafts import PlanDraft, PlanLineDraft
from pendopo.roster.board_plan import PlanLine, lines_at, plan_at
from pendopo.roster.board_queries import own_plan
from pendopo.roster.commands.boards import cancel_seat_plan, set_seat_plan
from pendopo.roster.enums import SeatKind
from pendopo.rules.board_policy import default_policy
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page
from pendopo.web.fields import DateField
from pendopo.web.methods import posted, sent
from pendopo.web.refusal_form import tell
from pendopo.wilayah.enums import Level

_NAMES = {
    Level.COUNTRY: __("nasional"),
    Level.PROVINCE: __("provinsi"),
    Level.REGENCY: __("kabupaten/kota"),
    Level.DISTRICT: __("kecamatan"),
    Level.VILLAGE: __("desa/kelurahan"),
}


class BoardPolicyForm(forms.Form):
    in_force_from = DateField(
        label=__("Untuk SK yang ditandatangani sejak"),
        required=False,
        help_text=__("Kosong: untuk semua SK pengurus di tingkat ini."),
    )
    entitled = forms.MultipleChoiceField(
        label=__("Yang berhak menandatangani SK pengurus"),
        choices=[(i.value, i.label) for i in Issuer if i != Issuer.LAIN],
        widget=forms.CheckboxSelectMultiple,
    )
    longest_term_months = forms.IntegerField(
        label=__("Masa bakti terlama (bulan)"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=__("60 bulan berarti lima tahun. Kosong: tidak dibatasi."),
        widget=forms.NumberInput({"class": "short"}),
    )
    active_months = forms.IntegerField(
        label=__("Aktif bila ada kegiatan dalam (bulan)"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"class": "short"}),
    )
    needs = forms.MultipleChoiceField(
        label=__("Syarat boleh mengakses program"),
        required=False,
        choices=[(n.value, capfirst(str(n.label))) for n in BoardNeed],
        widget=forms.CheckboxSelectMultiple,
    )
    basis = forms.CharField(label=__("Dasar"), max_length=250, required=False)

    def draft(self, level: Level) -> BoardPolicyDraft:
        data = self.cleaned_data
        return BoardPolicyDraft(
            level=level,
            in_force_from=data["in_force_from"],
            entitled=tuple(Issuer(i) for i in data["entitled"]),
            longest_term_months=data["longest_term_months"],
            active_months=data["active_months"],
            needs=tuple(BoardNeed(n) for n in data["needs"]),
            basis=data["basis"],
        )


class PlanLineForm(forms.Form):
    name = forms.CharField(label=__("Jabatan"), max_length=100, required=False)
    kind = forms.ChoiceField(label=__("Jenis"), choices=SeatKind.choices, initial=SeatKind.ANGGOTA)
    count = forms.IntegerField(label=__("Kursi"), min_value=1, max_value=30, initial=1)
    required = forms.BooleanField(label=__("wajib"), required=False)
    per_residency = forms.BooleanField(label=__("satu tiap eks-karesidenan"), required=False)

    def line(self) -> PlanLineDraft | None:
        data = self.cleaned_data
        if not data["name"].strip():
            return None
        return PlanLineDraft(
            SeatKind(data["kind"]), data["name"], data["count"], data["required"], data["per_residency"]
        )


_PlanForm = forms.formset_factory(PlanLineForm, extra=4, max_num=60)


@page(Permission.FIGURES_VIEW)
def overview(visit: Visit) -> HttpResponseBase:
    along = board_policies_along(visit.place, visit.on)
    may = visit.actor.may(Permission.POLICY_WRITE)
    return visit.show(
        "kebijakan/pengurus.html",
        levels=[
            {
                "level": int(level),
                "name": str(_NAMES[level]),
                "lines": [(line, _sentences(line.policy)) for line in lines],
                "general": not any(line.governs for line in lines),
                "default": _default(level),
                "plan": plan_at(visit.place, level),
                "seats": lines_at(visit.place, level),
            }
            for level, lines in along.items()
        ],
        may_set=may,
    )


@page(Permission.POLICY_WRITE)
def set_one(visit: Visit) -> HttpResponseBase:
    wanted = _level(visit)
    form = BoardPolicyForm(sent(visit.request), initial=_initial(visit, wanted))
    if visit.request.method == "POST" and form.is_valid():
        try:
            set_board_policy(visit.actor, visit.place.pk, form.draft(wanted))
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Kebijakan ditetapkan. Pengurus di bawahnya dinilai ulang."))
            return redirect(_home(visit))
    return visit.show("kebijakan/tetapkan_pengurus.html", form=form, name=_NAMES[wanted], back=_home(visit))


@page(Permission.POLICY_WRITE)
@posted
def cancel(visit: Visit, board_policy_id: int) -> HttpResponseBase:
    policy = own_board_policy(visit.actor, board_policy_id)
    cancel_board_policy(visit.actor, policy.pk)
    messages.success(visit.request, _("Kebijakan dibatalkan. Pengurus di bawahnya dinilai ulang."))
    return redirect(f"{reverse('kebijakan:pengurus')}?wilayah={policy.wilayah.code}")


@page(Permission.POLICY_WRITE)
def plan(visit: Visit) -> HttpResponseBase:
    """The seats of new boards, one row each."""
    wanted = _level(visit)
    initial = [_row(line) for line in lines_at(visit.place, wanted)]
    formset = _PlanForm(visit.request.POST or None, initial=initial)
    wrong = ""
    if visit.request.method == "POST" and formset.is_valid():
        try:
            lines = tuple(line for form in formset if (line := form.line()))
            set_seat_plan(visit.actor, visit.place.pk, wanted, PlanDraft(lines))
        except Refusal as refusal:
            wrong = refusal.sentence
        else:
            messages.success(
                visit.request, _("Susunan tersimpan dan dipakai kepengurusan yang baru dimulai.")
            )
            return redirect(_home(visit))
    return visit.show(
        "kebijakan/susunan.html", formset=formset, name=_NAMES[wanted], wrong=wrong, back=_home(visit),
        residencies=wanted == Level.PROVINCE,
    )  # fmt: skip


@page(Permission.POLICY_WRITE)
@posted
def cancel_plan(visit: Visit, plan_id: int) -> HttpResponseBase:
    mine = own_plan(visit.actor, plan_id)
    cancel_seat_plan(visit.actor, mine.pk)
    messages.success(visit.request, _("Susunan itu dibatalkan; susunan kantor di atasnya berlaku lagi."))
    return redirect(f"{reverse('kebijakan:pengurus')}?wilayah={mine.wilayah.code}")


def _level(visit: Visit) -> Level:
    """Which boards `?tingkat=` speaks of; those right below the place where it says nothing."""
    asked = visit.request.GET.get("tingkat", "")
    level = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 1 else visit.place.level + 1
    return Level(min(max(level, visit.place.level), Level.VILLAGE))


def _home(visit: Visit) -> str:
    return f"{reverse('kebijakan:pengurus')}?wilayah={visit.place.code}"


def _initial(visit: Visit, level: Level) -> dict[str, Any]:
    """What holds now is where a new policy begins from."""
    ruling = next(
        (li.policy for li in board_policies_along(visit.place, visit.on)[level] if li.governs), None
    )
    held = ruling or default_policy(level)
    fields = ("longest_term_months", "active_months")
    words = {"entitled": [str(e) for e in held.entitled], "needs": [str(n) for n in held.needs]}
    return {field: getattr(held, field) for field in fields} | words


def _default(level: Level) -> tuple[str, ...]:
    return _sentences(default_policy(level))


def _sentences(policy: Any) -> tuple[str, ...]:
    return board_policy_sentences(
        sorted(str(e) for e in policy.entitled),
        policy.longest_term_months,
        policy.active_months,
        [str(n) for n in policy.needs],
    )


def _row(line: PlanLine) -> dict[str, Any]:
    return {
        "name": line.name, "kind": line.kind, "count": line.count, "required": line.required,
        "per_residency": line.per_residency,
    }  # fmt: skip
