"""Who must take a second step at the login: what each office has said, and saying something else."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from pendopo.access.enums import SENTENCES, Role
from pendopo.access.policy import Permission
from pendopo.accounts.commands import set_factor_policy
from pendopo.accounts.drafts import FactorPolicyDraft
from pendopo.accounts.factor_queries import (
    BY_DEFAULT,
    demanded_roles,
    factor_policies_along,
    own_factor_policy,
)
from pendopo.accounts.models import FactorPolicy
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page
from pendopo.web.methods import sent
from pendopo.web.refusal_form import tell
from pendopo.wilayah.enums import Level


class SecondStepPolicyForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=__("Wajib masuk dua langkah"),
        required=False,
        choices=[(role.value, f"{role.label}: {SENTENCES[role]}") for role in Role],
        widget=forms.CheckboxSelectMultiple,
    )
    grace_days = forms.IntegerField(
        label=__("Tenggang (hari)"),
        help_text=__("Waktu untuk memasangnya, dihitung sejak ketentuan ini atau sejak perannya diberikan."),
        min_value=0,
        max_value=90,
        widget=forms.NumberInput({"class": "short"}),
    )
    basis = forms.CharField(label=__("Dasar atau alasan"), max_length=250, required=False)

    def draft(self) -> FactorPolicyDraft:
        answers = self.cleaned_data
        roles = frozenset(Role(role) for role in answers["roles"])
        return FactorPolicyDraft(roles, answers["grace_days"], answers["basis"])


@page(Permission.FIGURES_VIEW)
def overview(visit: Visit) -> HttpResponseBase:
    lines = factor_policies_along(visit.place)
    return visit.show(
        "kebijakan/dua_langkah.html",
        lines=[(line, _names(line)) for line in lines],
        demanded=[role.label for role in demanded_roles(lines)],
        default=[role.label for role in Role if role in BY_DEFAULT],
        may_set=_may_set(visit),
    )


@page(Permission.POLICY_WRITE)
def change(visit: Visit) -> HttpResponseBase:
    form = SecondStepPolicyForm(sent(visit.request), initial=_initial(visit))
    if visit.request.method == "POST" and form.is_valid():
        try:
            set_factor_policy(visit.actor, visit.place.pk, form.draft())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Ketentuan masuk dua langkah tersimpan dan langsung berlaku."))
            return redirect(f"{reverse('kebijakan:dua_langkah')}?wilayah={visit.place.code}")
    above = [line for line in factor_policies_along(visit.place) if line.wilayah_id != visit.place.pk]
    return visit.show(
        "kebijakan/ubah_dua_langkah.html", form=form, above=[(row, _names(row)) for row in above]
    )


def _initial(visit: Visit) -> dict[str, object]:
    own = own_factor_policy(visit.actor, visit.place)
    if own is None:
        return {"roles": [role.value for role in BY_DEFAULT], "grace_days": 14}
    return {"roles": own.roles, "grace_days": own.grace_days, "basis": own.basis}


def _names(policy: FactorPolicy) -> list[str]:
    return [str(role.label) for role in Role if role.value in policy.roles]


def _may_set(visit: Visit) -> bool:
    return visit.actor.may(Permission.POLICY_WRITE) and visit.place.level <= Level.REGENCY
