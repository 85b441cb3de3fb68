"""What the rows of an import offer as answers, without a database."""

from pendopo.intake.issues import Code, Issue, Question, Severity
from pendopo.processes.imports.preview import Lines
from pendopo.wilayah.models import Wilayah


def _village(name: str, district: str) -> Wilayah:
    return Wilayah(name=name, kind="desa", parent=Wilayah(name=district, kind="kecamatan"))


def test_villages_of_one_name_are_told_apart_by_their_district() -> None:
    villages = {
        "1": _village("Banjarejo", "Donomulyo"),
        "2": _village("Banjarejo", "Ngantang"),
        "3": _village("Balearjo", "Pagelaran"),
    }
    question = Question("village:banjarjo", next(iter(Code)), "Banjarjo", (("Sheet1", 2),), {})
    params = {"offered": "1", "candidates": ("2", "1", "3", "unknown")}
    issue = Issue(question.code, "village", next(iter(Severity)), params=params, question=question.key)
    ask = Lines([question], villages, "35.07")._ask(issue)
    assert ask is not None
    assert [(c.value, c.words) for c in ask.choices] == [
        ("1", "Desa Banjarejo, Kec. Donomulyo"),
        ("2", "Desa Banjarejo, Kec. Ngantang"),
        ("3", "Desa Balearjo"),
    ]
