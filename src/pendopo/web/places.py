"""Places a form may offer: no further than the actor reaches."""

from django import forms

from pendopo.web.door import Visit
from pendopo.web.fields import RegionField
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import lineage


def own_place(visit: Visit) -> Wilayah:
    """The node of the actor's grant."""
    return next(place for place in lineage(visit.place) if place.path == visit.actor.path)


def limit(form: forms.BaseForm, name: str, visit: Visit) -> None:
    """Let a RegionField of the form offer and take only places in reach."""
    field = form.fields[name]
    assert isinstance(field, RegionField)
    field.limit(own_place(visit))
