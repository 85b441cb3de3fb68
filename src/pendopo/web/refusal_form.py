"""A refusal shown where the form asked."""

from django import forms

from pendopo.shared.refusals import Refusal


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put the sentences of a refusal beside their fields; what names no field of this form stands on top."""
    placed = {name: sentence for name, sentence in refusal.fields.items() if name in form.fields}
    for name, sentence in placed.items():
        form.add_error(name, sentence)
    if len(placed) < len(refusal.fields) or not refusal.fields:
        rest = [sentence for name, sentence in refusal.fields.items() if name not in placed]
        form.add_error(None, " ".join(rest) or refusal.sentence)
