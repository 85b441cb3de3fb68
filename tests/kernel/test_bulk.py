"""New objects made in bulk are what their constructors make."""

from uuid import uuid4

import pytest

from pendopo.kernel.bulk import unsaved
from pendopo.roster.models import Person, PsmPosting


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Person, {"uid": uuid4(), "name": "Siti", "name_key": "siti"}),
        (PsmPosting, {"village_id": 7, "village_path": "0000100002", "kta_number": "12"}),
    ],
)
def test_an_unsaved_object_is_what_its_constructor_makes(model, values):
    quick, plain = unsaved(model, **values), model(**values)
    assert {f.attname: getattr(quick, f.attname) for f in model._meta.concrete_fields} == {
        f.attname: getattr(plain, f.attname) for f in model._meta.concrete_fields
    }
    assert quick._state.adding


def test_defaults_that_are_made_are_made_anew():
    assert unsaved(Person).uid != unsaved(Person).uid


def test_a_name_that_is_no_column_is_told():
    with pytest.raises(TypeError, match="nama"):
        unsaved(Person, nama="Siti")
