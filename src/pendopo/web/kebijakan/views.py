from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import cancel_policy, set_policy
from pendopo.legality.drafts import PolicyDraft
from pendopo.legality.policy_phrases import policy_sentences
from pendopo.legality.queries.policies import own_policy, policies_along, postings_judged
from pendopo.legality.upkeep import progress_at
from pendopo.rules.policy import DEFAULT_POLICY
from pendopo.shared.refusals import Invalid, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.kebijakan.forms import PolicyForm
from pendopo.web.methods import posted, sent
from pendopo.web.refusal_form import tell
from pendopo.wilayah.enums import Level

_DEFAULT = policy_sentences(
    DEFAULT_POLICY.entitled, DEFAULT_POLICY.longest_term_months, DEFAULT_POLICY.bimtek.value, wanted=1
)


@page(Permission.FIGURES_VIEW)
def listing(visit: Visit) -> HttpResponse:
    lines = policies_along(visit.place, visit.on)
    may_write = visit.actor.may(Permission.POLICY_WRITE)
    return visit.show(
        "kebijakan/daftar.html",
        lines=[(line, _sentences(line.policy), may_write and _reached(visit, line.policy)) for line in lines],
        governing=next((line for line in lines if line.governs), None),
        default=_DEFAULT,
        may_set=may_write and visit.place.level <= Level.REGENCY,
        judged=postings_judged(visit.place) if may_write else 0,
        step=progress_at(visit.place.path),
    )


@page(Permission.POLICY_WRITE)
def set_one(visit: Visit) -> HttpResponseBase:
    """First the form, then what it would do and to how many, then the deed."""
    if visit.place.level > Level.REGENCY:
        raise Invalid(
            _("Kebijakan ditetapkan kantor kabupaten/kota, provinsi, atau pusat. Pilih wilayahnya dahulu.")
        )
    request = visit.request
    form = PolicyForm(sent(request), initial=_initial(visit))
    if request.method == "POST" and form.is_valid():
        try:
            draft = form.draft()
            if request.POST.get("yakin") == "ya":
                return _set(visit, draft)
            if request.POST.get("ubah") != "ya":
                return _ask(visit, form, draft)
        except Refusal as refusal:
            tell(form, refusal)
    return visit.show("kebijakan/tetapkan.html", form=form)


@page(Permission.POLICY_WRITE)
@posted
def cancel(visit: Visit, policy_id: int) -> HttpResponseBase:
    policy = own_policy(visit.actor, policy_id)
    cancel_policy(visit.actor, policy.pk)
    messages.success(visit.request, _("Kebijakan dibatalkan. SK di bawahnya sedang dinilai ulang."))
    return redirect(f"{reverse('kebijakan:daftar')}?wilayah={policy.wilayah.code}")


@page(Permission.FIGURES_VIEW)
def progress(visit: Visit) -> HttpResponse:
    """The bar alone, asked again and again until the work is done."""
    return visit.show("kebijakan/_kemajuan.html", step=progress_at(visit.place.path))


def _set(visit: Visit, draft: PolicyDraft) -> HttpResponseBase:
    set_policy(visit.actor, visit.place.pk, draft)
    messages.success(visit.request, _("Kebijakan ditetapkan. SK di bawahnya sedang dinilai ulang."))
    return redirect(f"{reverse('kebijakan:daftar')}?wilayah={visit.place.code}")


def _ask(visit: Visit, form: PolicyForm, draft: PolicyDraft) -> HttpResponse:
    replaced = [
        line.policy
        for line in policies_along(visit.place, visit.on)
        if line.policy.wilayah_id == visit.place.pk and line.policy.in_force_from == draft.in_force_from
    ]
    return visit.show(
        "kebijakan/yakin.html",
        form=form,
        draft=draft,
        sentences=_sentences(draft),
        judged=postings_judged(visit.place),
        replaced=replaced[0] if replaced else None,
        answers=[(name, value) for name, values in visit.request.POST.lists() for value in values
                 if name in form.fields],
    )  # fmt: skip


def _initial(visit: Visit) -> dict[str, Any]:
    """What holds now is where a new policy begins from."""
    line = next((line for line in policies_along(visit.place, visit.on) if line.governs), None)
    if line is None:
        return {
            "entitled": [i.value for i in DEFAULT_POLICY.entitled],
            "bimtek": DEFAULT_POLICY.bimtek.value,
            "wanted_per_village": 1,
        }
    held = line.policy
    fields = ("entitled", "longest_term_months", "bimtek", "wanted_per_village")
    return {field: getattr(held, field) for field in fields}


def _sentences(policy: Any) -> tuple[str, ...]:
    """Of a stored policy or a draft."""
    return policy_sentences(
        policy.entitled, policy.longest_term_months, str(policy.bimtek), policy.wanted_per_village
    )


def _reached(visit: Visit, policy: Any) -> bool:
    return visit.actor.reaches(policy.place_path)
